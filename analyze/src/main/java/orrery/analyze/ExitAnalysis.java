// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import orrery.aggregate.Aliases;
import orrery.aggregate.Entity;
import orrery.aggregate.Relation;
import orrery.model.Span;
import orrery.model.SpanLayer;

/** What an exit span says: this service and instance called something at an address. */
final class ExitAnalysis {
  private final Aliases aliases;
  private final Set<Integer> componentsWithoutAddress;

  ExitAnalysis(Aliases aliases, Set<Integer> componentsWithoutAddress) {
    this.aliases = aliases;
    this.componentsWithoutAddress = componentsWithoutAddress;
  }

  void analyze(Scene scene, Span span) {
    String peer = span.peer();
    if (peer.isBlank()) {
      return;
    }
    Aliases.Alias alias = aliases.find(peer);
    Entity callee =
        alias == null
            ? scene.names().service(peer, isNormal(span.layer()))
            : scene.names().service(alias.service(), true);
    scene.relate(Relation.SERVICE_CLIENT, scene.service(), callee, span.componentId());
    Entity instance = scene.instance();
    Entity calledInstance = calledInstance(scene, span, callee, alias);
    if (instance != null && calledInstance != null) {
      scene.relate(Relation.INSTANCE_CLIENT, instance, calledInstance, span.componentId());
    }
  }

  private @Nullable Entity calledInstance(
      Scene scene, Span span, Entity callee, Aliases.@Nullable Alias alias) {
    if (alias == null) {
      return scene.names().instance(callee, span.peer());
    }
    return componentsWithoutAddress.contains(span.componentId())
        ? null
        : scene.names().instance(callee, alias.instance());
  }

  /** Whether what is called would be a service of its own had it an agent. */
  private static boolean isNormal(SpanLayer layer) {
    return switch (layer) {
      case RPC_FRAMEWORK, HTTP, FAAS -> true;
      case UNKNOWN, DATABASE, MQ, CACHE -> false;
    };
  }
}
