// SPDX-License-Identifier: Apache-2.0
package orrery.bench.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import orrery.model.LatencySketch;

/** The latency sketch: counting, merging an hour's minutes, reading a percentile. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SketchBenchmark {
  private static final int VALUES = 4096;
  private static final int MINUTES = 60;

  private final long[] values = new long[VALUES];
  private final byte[][] minutes = new byte[MINUTES][];
  private final LatencySketch counting = new LatencySketch();
  private final LatencySketch hour;
  private int next;

  public SketchBenchmark() {
    Random random = new Random(1);
    for (int i = 0; i < VALUES; i++) {
      values[i] = (long) (40 * Math.exp(random.nextGaussian()));
    }
    for (int minute = 0; minute < MINUTES; minute++) {
      LatencySketch sketch = new LatencySketch();
      for (int i = 0; i < 1000; i++) {
        sketch.add(values[random.nextInt(VALUES)]);
      }
      minutes[minute] = sketch.toBytes();
    }
    hour = mergeAnHour();
  }

  @Benchmark
  public LatencySketch add() {
    next = (next + 1) % VALUES;
    counting.add(values[next]);
    return counting;
  }

  /** Sixty stored minutes to one hour. */
  @Benchmark
  public final LatencySketch mergeAnHour() {
    LatencySketch merged = new LatencySketch();
    for (byte[] minute : minutes) {
      merged.mergeBytes(minute);
    }
    return merged;
  }

  @Benchmark
  public int percentile() {
    return hour.quantile(0.99);
  }
}
