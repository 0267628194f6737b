// SPDX-License-Identifier: Apache-2.0
package orrery.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import orrery.aggregate.Aggregation;
import orrery.aggregate.Standing;
import orrery.analyze.Pipeline;
import orrery.analyze.PipelineSettings;
import orrery.bench.load.Payloads;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.model.settings.Settings;
import orrery.model.telemetry.Telemetry;
import orrery.receive.Receivers;
import orrery.store.Storage;
import orrery.store.jdbc.file.FileSettings;
import orrery.store.jdbc.file.FileStorage;

/** Decoded segments through analysis and aggregation to a store that keeps nothing, or SQLite. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class PipelineBenchmark {
  private static final int SEGMENTS = 2000;
  private static final int ROOM_EVERY = 50;

  /** Where commits go. */
  @Param({"nowhere", "sqlite"})
  public String store = "nowhere";

  private Path data = Path.of("");
  private Storage storage = new NoStorage();
  private List<Segment> segments = List.of();
  private Pipeline pipeline = pipeline();

  @Setup(Level.Trial)
  public void open() throws IOException {
    data = Files.createTempDirectory("orrery-jmh");
    if (store.equals("sqlite")) {
      storage =
          FileStorage.of(FileSettings.of(FileSettings.Database.SQLITE), data, new Telemetry());
      storage.prepare();
    }
    segments =
        Payloads.of(SEGMENTS / 5, System.currentTimeMillis()).stream()
            .map(bytes -> Receivers.decoder().decode(PayloadFormat.SKYWALKING_SEGMENT, bytes))
            .toList();
    pipeline = pipeline();
    pipeline.start();
  }

  @TearDown(Level.Trial)
  public void close() {
    pipeline.close();
    storage.close();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Two thousand segments, handed over as fast as the pipeline has room; the time is one segment's
   * share. Commits go on beside it, so on one core this is the whole price of a segment but for its
   * way in.
   */
  @Benchmark
  @OperationsPerInvocation(SEGMENTS)
  public void stream() {
    for (int i = 0; i < SEGMENTS; i++) {
      if (i % ROOM_EVERY == 0) {
        pipeline.room().join();
      }
      pipeline.segment(segments.get(i));
    }
  }

  private Pipeline pipeline() {
    return new Pipeline(
        PipelineSettings.read(new Settings(_ -> null)),
        storage,
        new Telemetry(),
        new Aggregation.Surroundings(InstantSource.system(), ZoneOffset.UTC, Standing.ALONE));
  }
}
