// SPDX-License-Identifier: Apache-2.0
package orrery.bench.measure;

import java.util.List;

/**
 * One server at one rate. Memory in megabytes; what a sink does not have is blank.
 *
 * @param cpuPerThousand CPU seconds for 1,000 segments, from the first segment until all settled
 * @param warmCpuPerThousand likewise, of the second half of the run only
 * @param backend the database's part, in words
 */
record Measured(
    String server,
    int rate,
    double ackedPerSecond,
    double cpuPerThousand,
    double warmCpuPerThousand,
    String backend,
    double idleMegabytes,
    double peakMegabytes,
    int ackP99Millis,
    String freshness,
    String completeness,
    String disk,
    long startMillis) {

  /** As a Markdown table; ratios are to the sink at the same rate. */
  static String table(List<Measured> all) {
    StringBuilder table =
        new StringBuilder(
            """
            | server | asked | acknowledged/s | CPU s per 1,000 | second half | × sink | database: CPU s (second half), documents per 1,000 | RSS idle, peak MB | ack p99 ms | visible after ms: traces, metrics | exact metrics; complete traces | disk bytes/segment | start ms |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
    for (Measured one : all) {
      double floor =
          all.stream()
              .filter(other -> other.rate == one.rate && other.server.equals("sink"))
              .mapToDouble(Measured::cpuPerThousand)
              .findFirst()
              .orElse(Double.NaN);
      table.append(
          "| %s | %s | %,.0f | %.4f | %.4f | %.1f | %s | %.0f, %.0f | %d | %s | %s | %s | %d |%n"
              .formatted(
                  one.server,
                  one.rate == 0 ? "all" : one.rate + "/s",
                  one.ackedPerSecond,
                  one.cpuPerThousand,
                  one.warmCpuPerThousand,
                  one.cpuPerThousand / floor,
                  one.backend,
                  one.idleMegabytes,
                  one.peakMegabytes,
                  one.ackP99Millis,
                  one.freshness,
                  one.completeness,
                  one.disk,
                  one.startMillis));
    }
    return table.toString();
  }
}
