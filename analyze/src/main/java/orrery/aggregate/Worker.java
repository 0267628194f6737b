// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import orrery.model.Layer;
import orrery.store.RecordRow;

/**
 * Folds observations into accumulators that no other worker touches, until the committer swaps them
 * out. All methods but {@link #work} and {@link #swap} must be called within {@link #work}.
 */
public final class Worker {
  private final ReentrantLock lock = new ReentrantLock();
  private final Names names;
  private final int apdexMillis;
  private DeltaTable deltas = new DeltaTable(0);
  private List<RecordRow> records = new ArrayList<>();
  private List<Sighting> sightings = new ArrayList<>();
  private long pendingBytes;
  private long observations;

  private long minuteMillis;
  private int latencyMillis;
  private boolean ok;

  Worker(Entities entities, int apdexMillis) {
    this.names = new Names(entities);
    this.apdexMillis = apdexMillis;
  }

  /** Something that shows that an entity is alive, and what was learned about it. */
  record Sighting(Entity entity, long seenMillis, Map<String, String> attributes) {}

  /** All that a worker gathered since the last swap. */
  record Gathered(
      List<Delta> deltas,
      List<RecordRow> records,
      List<Sighting> sightings,
      long bytes,
      long observations) {}

  /** Runs a task while nobody else uses this worker. Contended only for the blink of a swap. */
  public void work(Consumer<Worker> task) {
    lock.lock();
    try {
      task.accept(this);
    } finally {
      lock.unlock();
    }
  }

  /** Where names become entities. */
  public Names names() {
    return names;
  }

  /**
   * The call that the following {@link #count}s are about.
   *
   * @param startMillis when it began
   */
  public void observe(long startMillis, int latencyMillis, boolean ok) {
    this.minuteMillis = Math.floorDiv(startMillis, 60_000L) * 60_000L;
    this.latencyMillis = latencyMillis;
    this.ok = ok;
  }

  /** Counts the observed call for an entity. */
  public void count(Family family, Entity entity) {
    deltas.find(family, entity, minuteMillis).call(latencyMillis, ok, apdexMillis);
    observations++;
  }

  /** The sums of a family that is not traffic, in the minute of an instant; add to them. */
  public long[] measures(Family family, Entity entity, long timeMillis) {
    observations++;
    return deltas.find(family, entity, Math.floorDiv(timeMillis, 60_000L) * 60_000L).measures();
  }

  /** Keeps a document. */
  public void record(RecordRow row) {
    records.add(row);
  }

  /** Says how many bytes the report just worked on stands for. */
  void weigh(long bytes) {
    pendingBytes += bytes;
  }

  /** A service shows a sign of life. */
  public void sightService(Entity service, Layer layer, long nowMillis) {
    if (service.isNews(nowMillis / 60_000, layer.value())) {
      sight(service, Map.of("layers", layer.name()), nowMillis);
    }
  }

  /** An instance shows a sign of life. */
  public void sightInstance(Entity instance, Layer layer, long nowMillis) {
    if (instance.isNews(nowMillis / 60_000, layer.value())) {
      sight(instance, Map.of("layer", layer.name()), nowMillis);
    }
  }

  /** An endpoint shows a sign of life. */
  public void sightEndpoint(Entity endpoint, long nowMillis) {
    if (endpoint.isNews(nowMillis / 60_000, 0)) {
      sight(endpoint, Map.of(), nowMillis);
    }
  }

  /** One calls the other, through this component. */
  public void sightRelation(Entity relation, int componentId, long nowMillis) {
    if (relation.isNewsOfRelation(nowMillis / 60_000, componentId)) {
      sight(relation, Map.of("component", String.valueOf(componentId)), nowMillis);
    }
  }

  /** Anything was learned about an entity. */
  public void sight(Entity entity, Map<String, String> attributes, long nowMillis) {
    sightings.add(new Sighting(entity, nowMillis, attributes));
  }

  Gathered swap(boolean forgetNames) {
    lock.lock();
    try {
      Gathered gathered =
          new Gathered(deltas.all(), records, sightings, pendingBytes, observations);
      deltas = new DeltaTable(deltas.size());
      records = new ArrayList<>();
      sightings = new ArrayList<>();
      pendingBytes = 0;
      observations = 0;
      if (forgetNames) {
        names.forget();
      }
      return gathered;
    } finally {
      lock.unlock();
    }
  }
}
