// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import orrery.aggregate.Aliases;
import orrery.aggregate.Entity;
import orrery.aggregate.Family;
import orrery.aggregate.Names;
import orrery.aggregate.Relation;
import orrery.model.Ids;
import orrery.model.Layer;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLayer;

/**
 * What an entry span says: a call reached this service, instance and endpoint, and from where. A
 * span with several references (a batch of messages, say) counts as a call for each, as SkyWalking
 * does.
 */
final class EntryAnalysis {
  private final Aliases aliases;

  EntryAnalysis(Aliases aliases) {
    this.aliases = aliases;
  }

  /** Who called, as far as known. Absent parts draw no relation. */
  private record Caller(Entity service, @Nullable Entity instance, @Nullable Entity endpoint) {}

  void analyze(Scene scene, Span span) {
    boolean function = span.layer() == SpanLayer.FAAS;
    Layer layer = function ? Layer.FAAS : Layer.GENERAL;
    scene.worker().sightService(scene.service(), layer, scene.nowMillis());
    Entity instance = scene.instance();
    if (instance != null) {
      scene.worker().sightInstance(instance, layer, scene.nowMillis());
    }
    // A function is all the endpoint there is.
    Entity endpoint =
        function ? null : scene.names().endpoint(scene.service(), span.operationName());
    if (endpoint != null) {
      scene.worker().sightEndpoint(endpoint, scene.nowMillis());
    }
    List<SegmentReference> references = span.references();
    if (references.isEmpty()) {
      count(scene, span, endpoint, nobody(scene, span));
      return;
    }
    for (int i = 0; i < references.size(); i++) {
      SegmentReference reference = references.get(i);
      count(scene, span, endpoint, caller(scene.names(), span, reference));
      if (instance != null && teachesAddress(span, reference)) {
        aliases.learn(scene.worker(), reference.addressUsedAtPeer(), instance, scene.nowMillis());
      }
    }
  }

  private static boolean teachesAddress(Span span, SegmentReference reference) {
    return span.layer() != SpanLayer.MQ
        && !reference.crossThread()
        && !reference.addressUsedAtPeer().isBlank();
  }

  private static void count(Scene scene, Span span, @Nullable Entity endpoint, Caller caller) {
    scene.worker().count(Family.SERVICE, scene.service());
    scene.relate(Relation.SERVICE_SERVER, caller.service, scene.service(), span.componentId());
    Entity instance = scene.instance();
    if (instance != null) {
      scene.worker().count(Family.INSTANCE, instance);
      if (caller.instance != null) {
        scene.relate(Relation.INSTANCE_SERVER, caller.instance, instance, span.componentId());
      }
    }
    if (endpoint != null) {
      scene.worker().count(Family.ENDPOINT, endpoint);
      if (caller.endpoint != null) {
        scene.relate(Relation.ENDPOINT, caller.endpoint, endpoint, span.componentId());
      }
    }
  }

  /** The caller where no agent said who it is: the broker for messages, else the user. */
  private static Caller nobody(Scene scene, Span span) {
    Names names = scene.names();
    if (span.layer() == SpanLayer.MQ && !span.peer().isBlank()) {
      Entity broker = names.service(span.peer(), false);
      return new Caller(broker, names.instance(broker, span.peer()), null);
    }
    Entity user = names.service(Ids.USER, false);
    return new Caller(user, names.instance(user, Ids.USER), names.endpoint(user, Ids.USER));
  }

  private static Caller caller(Names names, Span span, SegmentReference reference) {
    Entity parent = names.service(reference.parentService(), true);
    Entity endpoint =
        names.endpoint(
            parent, reference.parentEndpoint().isBlank() ? Ids.USER : reference.parentEndpoint());
    if (span.layer() == SpanLayer.MQ) {
      String address =
          reference.addressUsedAtPeer().isBlank() ? span.peer() : reference.addressUsedAtPeer();
      Entity broker = names.service(address, false);
      return new Caller(broker, names.instance(broker, address), endpoint);
    }
    Entity instance =
        reference.parentInstance().isBlank()
            ? null
            : names.instance(parent, reference.parentInstance());
    return new Caller(parent, instance, endpoint);
  }

  /** Local and exit spans with references hang endpoints together across threads. */
  static void relateEndpoints(Scene scene, Span span) {
    if (span.references().isEmpty()) {
      return;
    }
    Entity endpoint = scene.names().endpoint(scene.service(), span.operationName());
    scene.worker().sightEndpoint(endpoint, scene.nowMillis());
    for (SegmentReference reference : span.references()) {
      Entity source = Objects.requireNonNull(caller(scene.names(), span, reference).endpoint);
      scene.worker().sightEndpoint(source, scene.nowMillis());
      scene.relate(Relation.ENDPOINT, source, endpoint, span.componentId());
    }
  }
}
