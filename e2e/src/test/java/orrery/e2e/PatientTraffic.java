// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.awaitility.Awaitility;

/**
 * Clients that send what was not acknowledged again until it is, as an agent with a buffer does.
 */
final class PatientTraffic implements AutoCloseable {
  private static final int CLIENTS = 3;
  private static final int SEGMENTS_PER_REPORT = 10;
  private static final long PAUSE_MILLIS = 50;
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(90);

  private final OrreryProcess orrery;
  private final String service;
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicLong sent = new AtomicLong();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean ending;

  PatientTraffic(OrreryProcess orrery, String service) {
    this.orrery = orrery;
    this.service = service;
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofPlatform().name("patient-" + i).start(this::send));
    }
  }

  /** Waits until so many more segments are acknowledged. */
  void awaitMore(int segments) {
    int enough = acknowledged.size() + segments;
    Awaitility.await("acknowledgements")
        .atMost(LONGEST_RECOVERY)
        .until(() -> acknowledged.size() >= enough);
  }

  /** Ends it, and everything acknowledged must be there. */
  void verify() {
    close();
    assertThat(new Traces(orrery.graphQl()).missing(List.copyOf(acknowledged))).isEmpty();
    assertThat(orrery.metrics().sum("service_cpm", Metrics.service(service)))
        .as("%d acknowledged, sent %d times", acknowledged.size(), sent.get())
        .isBetween((long) acknowledged.size(), sent.get());
  }

  private void send() {
    try (AgentClient agent = new AgentClient(orrery)) {
      while (!ending) {
        List<SegmentObject> segments = new ArrayList<>();
        for (int i = 0; i < SEGMENTS_PER_REPORT; i++) {
          segments.add(Segments.request(service, "/work").build());
        }
        boolean taken = false;
        while (!taken && !ending) {
          sent.addAndGet(segments.size());
          taken = agent.tryReport(segments).isOk();
          pause();
        }
        if (taken) {
          segments.forEach(segment -> acknowledged.add(segment.getTraceId()));
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ending = true;
    for (Thread client : clients) {
      try {
        assertThat(client.join(LONGEST_RECOVERY)).as("%s ends", client.getName()).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
