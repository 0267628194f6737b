// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.awaitility.Awaitility;

/**
 * A client that does everything right while others misbehave. Its numbers staying exact is what
 * "everything else goes on" means.
 */
final class HealthyClient implements AutoCloseable {
  private static final String SERVICE = "healthy";
  private static final String ENDPOINT = "/ok";
  private static final int SEGMENTS_PER_BEAT = 10;

  /** What is acknowledged is stored; the rest is reading it. */
  private static final Duration FRESHNESS = Duration.ofSeconds(5);

  private final OrreryProcess orrery;
  private final AgentClient agent;
  private final List<String> traceIds = new ArrayList<>();

  HealthyClient(OrreryProcess orrery) {
    this.orrery = orrery;
    this.agent = new AgentClient(orrery);
  }

  /** Sends some more, all of which must be acknowledged. */
  void beat() {
    List<SegmentObject> segments = new ArrayList<>();
    for (int i = 0; i < SEGMENTS_PER_BEAT; i++) {
      segments.add(Segments.request(SERVICE, ENDPOINT).build());
    }
    agent.report(segments);
    segments.forEach(segment -> traceIds.add(segment.getTraceId()));
  }

  /** Around something bad: sends before and after it, and everything it ever sent is counted. */
  void goesOnAround(Runnable misbehaviour) {
    beat();
    misbehaviour.run();
    beat();
    verify();
  }

  /** Everything it ever sent is there exactly once. */
  void verify() {
    Metrics metrics = orrery.metrics();
    Awaitility.await()
        .atMost(FRESHNESS)
        .untilAsserted(() -> {
          assertThat(metrics.sum("service_cpm", Metrics.service(SERVICE)))
              .isEqualTo(traceIds.size());
          assertThat(metrics.sum("endpoint_cpm", Metrics.endpoint(SERVICE, ENDPOINT)))
              .isEqualTo(traceIds.size());
        });
    assertThat(new Traces(orrery.graphQl()).missing(traceIds)).isEmpty();
  }

  @Override
  public void close() {
    agent.close();
  }
}
