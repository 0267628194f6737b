// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import orrery.model.LatencySketch;

/**
 * The account of a run: which segments of which minute were acknowledged. The sender's alone, but
 * for {@link #acked()}.
 */
final class Tally {
  private static final int FAILURES = 10;

  private final List<SegmentTemplate> templates;
  private final TreeMap<Long, Minute> minutes = new TreeMap<>();
  private final LatencySketch ackMillis = new LatencySketch();
  private final Set<String> failures = new LinkedHashSet<>();
  private final AtomicLong acked = new AtomicLong();
  private long failed;
  private long payloadBytes;
  private long lastAnswerMillis;

  Tally(List<SegmentTemplate> templates) {
    this.templates = templates;
  }

  /** How often each template was sent in one minute. */
  private record Minute(int[] acked, int[] uncertain) {}

  /** The answer to a whole stream came. */
  void acked(Batch batch, long millis) {
    acked.addAndGet(batch.size());
    ackMillis.add(millis);
    lastAnswerMillis = System.currentTimeMillis();
    for (int i = 0; i < batch.size(); i++) {
      payloadBytes += templates.get(batch.template(i)).bytes().length;
      minute(batch.minute(i)).acked[batch.template(i)]++;
    }
    batch.samples().forEach(SampledTrace::segmentAcked);
  }

  /** A stream failed: nobody knows what the server kept of it. */
  void failed(Batch batch, String why) {
    failed += batch.size();
    lastAnswerMillis = System.currentTimeMillis();
    if (failures.size() < FAILURES) {
      failures.add(why);
    }
    for (int i = 0; i < batch.size(); i++) {
      minute(batch.minute(i)).uncertain[batch.template(i)]++;
    }
  }

  long acked() {
    return acked.get();
  }

  Report report(Sending sending, Collection<SampledTrace> samples) {
    return new Report(
        sending.startedMillis(),
        Math.max(lastAnswerMillis, sending.startedMillis()),
        sending.seconds(),
        sending.sent(),
        acked.get(),
        failed,
        payloadBytes,
        sending.cpuSeconds(),
        new Report.AckMillis(
            ackMillis.quantile(0.5),
            ackMillis.quantile(0.9),
            ackMillis.quantile(0.99),
            ackMillis.quantile(1)),
        List.copyOf(failures),
        minutes.keySet().stream().map(minute -> minute * 60_000).toList(),
        expected(),
        samples.stream().filter(SampledTrace::complete).map(SampledTrace::report).toList());
  }

  /** The sender's own figures. */
  record Sending(long startedMillis, double seconds, long sent, double cpuSeconds) {}

  private Minute minute(int minute) {
    return minutes.computeIfAbsent(
        (long) minute, _ -> new Minute(new int[templates.size()], new int[templates.size()]));
  }

  private List<Report.Expected> expected() {
    Map<Metric, int[][]> counts = new LinkedHashMap<>();
    int column = 0;
    for (Minute minute : minutes.values()) {
      for (SegmentTemplate template : templates) {
        int known = minute.acked[template.number()];
        int open = minute.uncertain[template.number()];
        if (known + open > 0) {
          for (Metric metric : Metric.of(template.traffic())) {
            int[][] sums = counts.computeIfAbsent(metric, _ -> new int[2][minutes.size()]);
            sums[0][column] += known;
            sums[1][column] += open;
          }
        }
      }
      column++;
    }
    return counts.entrySet().stream()
        .map(count ->
            new Report.Expected(
                count.getKey().name(),
                count.getKey().entity(),
                Arrays.stream(count.getValue()[0]).boxed().toList(),
                Arrays.stream(count.getValue()[1]).boxed().toList()))
        .toList();
  }
}
