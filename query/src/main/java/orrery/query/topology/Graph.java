// SPDX-License-Identifier: Apache-2.0
package orrery.query.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import orrery.model.Ids;
import orrery.query.schema.ComponentLibrary;

/** Draws relations as nodes and calls. */
final class Graph {
  private static final String USER_ID = Ids.service(Ids.USER, false);

  private final ComponentLibrary components;
  private final Set<String> nodes = new LinkedHashSet<>();
  private final Map<String, Call> calls = new LinkedHashMap<>();

  /** Of a node that is called, the component nearest to the user's code it answers with. */
  private final Map<String, Integer> serverComponents = new HashMap<>();

  /** Of a node no agent runs in, the component others talk to it with. */
  private final Map<String, Integer> peerComponents = new HashMap<>();

  Graph(ComponentLibrary components) {
    this.components = components;
  }

  /** What both sides tell of a call. */
  private static final class Call {
    final String source;
    final String target;
    final Set<String> sourceComponents = new TreeSet<>();
    final Set<String> targetComponents = new TreeSet<>();
    final Set<String> detectPoints = new TreeSet<>();
    @Nullable Counted client;
    @Nullable Counted server;

    Call(String source, String target) {
      this.source = source;
      this.target = target;
    }
  }

  /** Adds a call and its ends. */
  void draw(Relations.Active active) {
    Relation relation = active.relation();
    nodes.add(relation.source());
    nodes.add(relation.target());
    Call call =
        calls.computeIfAbsent(relation.id(), _ -> new Call(relation.source(), relation.target()));
    String component = components.name(relation.component());
    if (relation.client()) {
      call.detectPoints.add("CLIENT");
      call.client = (call.client == null ? new Counted() : call.client).plus(active.traffic());
      call.sourceComponents.add(component);
      peerComponents.merge(relation.target(), relation.component(), this::nearer);
    } else {
      call.detectPoints.add("SERVER");
      call.server = (call.server == null ? new Counted() : call.server).plus(active.traffic());
      call.targetComponents.add(component);
      peerComponents.merge(relation.source(), relation.component(), this::nearer);
    }
    learn(relation);
  }

  /** Takes from a relation only what its callee answers with. */
  void learn(Relation relation) {
    if (!relation.client()) {
      serverComponents.merge(relation.target(), relation.component(), this::nearer);
    }
  }

  Set<String> nodes() {
    return nodes;
  }

  /** What a node is made of, as far as anybody told; null otherwise. */
  @Nullable String type(String id) {
    if (Relation.serviceOf(id).equals(USER_ID)) {
      return "USER";
    }
    Integer component = serverComponents.get(id);
    if (component != null) {
      return components.name(component);
    }
    component = peerComponents.get(id);
    return component == null || isReal(id) ? null : components.server(component);
  }

  /** Whether an agent may run in it. */
  static boolean isReal(String id) {
    return Ids.parseService(Relation.serviceOf(id)).normal();
  }

  List<Map<String, @Nullable Object>> calls() {
    List<Map<String, @Nullable Object>> drawn = new ArrayList<>();
    calls.forEach((id, call) -> drawn.add(fields(id, call)));
    return drawn;
  }

  private static Map<String, @Nullable Object> fields(String id, Call call) {
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("id", id);
    fields.put("source", call.source);
    fields.put("target", call.target);
    fields.put("sourceComponents", List.copyOf(call.sourceComponents));
    fields.put("targetComponents", List.copyOf(call.targetComponents));
    fields.put("detectPoints", List.copyOf(call.detectPoints));
    fields.put("client", call.client == null ? null : call.client.fields());
    fields.put("server", call.server == null ? null : call.server.fields());
    return fields;
  }

  private int nearer(int one, int other) {
    int order = Integer.compare(components.priority(one), components.priority(other));
    return order == 0 ? Math.min(one, other) : order > 0 ? one : other;
  }
}
