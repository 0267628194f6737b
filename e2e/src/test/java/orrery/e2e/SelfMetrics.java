// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.time.ZoneOffset;

/** What the server counts of itself, as Prometheus reads it. */
final class SelfMetrics {
  private final GraphQl http;

  SelfMetrics(OrreryProcess orrery) {
    this.http = new GraphQl(orrery.ports().telemetry(), ZoneOffset.UTC);
  }

  String exposition() {
    return http.get("/metrics").body();
  }

  /** The sum over all labels; 0 when the metric has not been counted yet. */
  double sum(String name) {
    return exposition()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Runs something and gives by how much the sum grew meanwhile. */
  double growth(String name, Runnable something) {
    double before = sum(name);
    something.run();
    return sum(name) - before;
  }
}
