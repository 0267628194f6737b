// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import org.jspecify.annotations.Nullable;
import orrery.aggregate.Entity;
import orrery.aggregate.Names;
import orrery.aggregate.Relation;
import orrery.aggregate.Worker;
import orrery.model.Layer;
import orrery.model.Segment;

/**
 * The segment being worked on: who reports it, and where facts about it go. Lives for one segment.
 */
final class Scene {
  private final Worker worker;
  private final Segment segment;
  private final long nowMillis;
  private final Entity service;
  private final @Nullable Entity instance;

  Scene(Worker worker, Segment segment, long nowMillis) {
    this.worker = worker;
    this.segment = segment;
    this.nowMillis = nowMillis;
    this.service = worker.names().service(segment.service(), true);
    this.instance =
        segment.instance().isBlank() ? null : worker.names().instance(service, segment.instance());
  }

  Worker worker() {
    return worker;
  }

  Names names() {
    return worker.names();
  }

  Segment segment() {
    return segment;
  }

  long nowMillis() {
    return nowMillis;
  }

  Entity service() {
    return service;
  }

  /** Null when the reporter did not say which instance it is. */
  @Nullable Entity instance() {
    return instance;
  }

  /** Counts the observed call for a relation, unless there are too many relations. */
  void relate(Relation kind, Entity source, Entity destination, int componentId) {
    Entity relation = worker.names().relation(kind, source, destination);
    if (relation != null) {
      worker.count(kind.family(), relation);
      worker.sightRelation(relation, componentId, nowMillis);
    }
  }

  /** Something no agent runs in, seen through its callers. */
  Entity virtual(String name, Layer layer) {
    Entity target = worker.names().service(name, false);
    worker.sightService(target, layer, nowMillis);
    return target;
  }
}
