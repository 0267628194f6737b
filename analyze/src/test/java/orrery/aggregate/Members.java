// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import orrery.analyze.Pipeline;
import orrery.analyze.PipelineSettings;
import orrery.model.settings.Settings;
import orrery.model.telemetry.Telemetry;
import orrery.store.Storage;

/** Pipelines on one store and one clock that moves when told to. None leads by itself. */
final class Members implements AutoCloseable {
  private final Storage storage;
  private final AtomicLong nowMillis;
  private final List<Pipeline> pipelines = new ArrayList<>();

  /** One member has the store for itself. */
  Members(Storage storage, int count, long startMillis) {
    this.storage = storage;
    this.nowMillis = new AtomicLong(startMillis);
    Settings settings = new Settings(Map.of("SW_ORRERY_COMMIT_INTERVAL_MILLIS", "10")::get);
    for (int i = 0; i < count; i++) {
      Pipeline pipeline =
          new Pipeline(
              PipelineSettings.read(settings),
              storage,
              new Telemetry(),
              new Aggregation.Surroundings(
                  this::now, MembersTest.ZONE, new Standing(count == 1, () -> false)));
      pipeline.start();
      pipelines.add(pipeline);
    }
  }

  Pipeline of(int member) {
    return pipelines.get(member);
  }

  int count() {
    return pipelines.size();
  }

  long nowMillis() {
    return nowMillis.get();
  }

  /** What a leader does, whoever it is. */
  Maintenance leader() {
    return new Maintenance(
        storage,
        RollUpSettings.read(new Settings(_ -> null)),
        new Maintenance.Surroundings(this::now, MembersTest.ZONE, () -> true, new Telemetry()));
  }

  /** All that was reported is stored, then time passes, then all do what is due by then. */
  void pass(long millis) {
    commit();
    passUntil(nowMillis.get() + millis);
  }

  void passUntil(long millis) {
    nowMillis.set(millis);
    commit(); // the second commit began after all that follows the first
    commit();
  }

  private void commit() {
    for (Pipeline pipeline : pipelines) {
      pipeline.safe().orTimeout(20, TimeUnit.SECONDS).join();
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(nowMillis.get());
  }

  @Override
  public void close() {
    pipelines.forEach(Pipeline::close);
  }
}
