// SPDX-License-Identifier: Apache-2.0
package orrery.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import orrery.bench.load.Payloads;
import orrery.model.PayloadDecoder;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.receive.Receivers;

/** Bytes to model, next to what protobuf's own parser takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
  private final List<byte[]> payloads = Payloads.of(400, 1_795_421_939_402L);
  private final PayloadDecoder decoder = Receivers.decoder();
  private int next;

  /** Our decoder, logs included, as when somebody looks at a trace. */
  @Benchmark
  public Segment complete() {
    return decoder.decode(PayloadFormat.SKYWALKING_SEGMENT, payload());
  }

  /** The generated parser: what the sink does. */
  @Benchmark
  public SegmentObject generated() throws Exception {
    return SegmentObject.parseFrom(payload());
  }

  private byte[] payload() {
    next = next + 1 == payloads.size() ? 0 : next + 1;
    return payloads.get(next);
  }
}
