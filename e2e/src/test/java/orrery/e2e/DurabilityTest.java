// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.junit.jupiter.api.Test;
import orrery.e2e.OrreryProcess.Launch;

/** What is acknowledged is there after any end: counted by acknowledgements, then looked for. */
class DurabilityTest {
  private static final String SERVICE = "durable";
  private static final int ACKNOWLEDGED_BEFORE_THE_END = 1_000;
  private static final int KILLS = 3;

  @Test
  void keepsEverythingAcknowledgedAcrossAStopUnderTraffic() {
    Launch launch = Launch.fresh("sigterm", Map.of());
    AckedTraffic traffic = new AckedTraffic(SERVICE);
    try (OrreryProcess orrery = OrreryProcess.start(launch)) {
      traffic.sendUntilTheEnd(orrery, ACKNOWLEDGED_BEFORE_THE_END, orrery::terminate);
      assertThat(orrery.await()).as("exit code").isZero();
    }
    try (OrreryProcess orrery = OrreryProcess.start(launch)) {
      Set<String> stored = verifyAcknowledged(orrery, traffic);
      assertThat(calls(orrery)).as("a stop leaves nothing half done").isEqualTo(stored.size());
    }
  }

  @Test
  void keepsEverythingAcknowledgedAcrossKills() {
    Launch launch = Launch.fresh("sigkill", Map.of());
    AckedTraffic traffic = new AckedTraffic(SERVICE);
    for (int kill = 0; kill < KILLS; kill++) {
      try (OrreryProcess orrery = OrreryProcess.start(launch)) {
        traffic.sendUntilTheEnd(orrery, ACKNOWLEDGED_BEFORE_THE_END / KILLS, orrery::kill);
      }
    }
    try (OrreryProcess orrery = OrreryProcess.start(launch)) {
      verifyAcknowledged(orrery, traffic);
    }
  }

  @Test
  void keepsYesterdaysDataAcrossARestart() {
    Launch launch = Launch.fresh("yesterday", Map.of());
    Instant yesterday = Instant.now().minus(Duration.ofHours(25));
    List<SegmentObject> segments = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      segments.add(
          Segments.requestAt(SERVICE, "/work", yesterday.toEpochMilli() + i * 1_000L).build());
    }
    try (OrreryProcess orrery = OrreryProcess.start(launch);
        AgentClient agent = new AgentClient(orrery)) {
      agent.report(segments);
      assertThat(orrery.stop()).isZero();
    }
    try (OrreryProcess orrery = OrreryProcess.start(launch)) {
      Traces traces = new Traces(orrery.graphQl());
      assertThat(traces.missing(segments.stream().map(SegmentObject::getTraceId).toList()))
          .isEmpty();
      assertThat(new Catalog(orrery.graphQl()).services("GENERAL")).containsExactly(SERVICE);
      Map<String, String> then =
          orrery
              .graphQl()
              .minutes(
                  yesterday.minus(Duration.ofMinutes(1)), yesterday.plus(Duration.ofMinutes(1)));
      assertThat(
              orrery
                  .metrics()
                  .series("service_cpm", Metrics.service(SERVICE), then)
                  .values()
                  .stream()
                  .mapToLong(Long::longValue)
                  .sum())
          .isEqualTo(segments.size());
      assertThat(calls(orrery)).as("calls of the last hours").isZero();
    }
  }

  /** Everything acknowledged is in traces and metrics; gives what is in traces. */
  private static Set<String> verifyAcknowledged(OrreryProcess orrery, AckedTraffic traffic) {
    List<String> missing = new Traces(orrery.graphQl()).missing(traffic.sent());
    assertThat(missing).doesNotContainAnyElementsOf(traffic.acknowledged());
    Set<String> stored = new HashSet<>(traffic.sent());
    missing.forEach(stored::remove);
    assertThat(calls(orrery))
        .as(
            "calls of %d acknowledged, %d sent",
            traffic.acknowledged().size(), traffic.sent().size())
        .isBetween((long) traffic.acknowledged().size(), (long) traffic.sent().size());
    return stored;
  }

  private static long calls(OrreryProcess orrery) {
    return orrery.metrics().sum("service_cpm", Metrics.service(SERVICE));
  }
}
