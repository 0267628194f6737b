// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentCollection;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;

/**
 * Clients that send for as long as the server takes it, and keep a list of what was acknowledged.
 * They do not send again what was not: it may be there or not.
 */
final class AckedTraffic {
  private static final int CLIENTS = 6;
  private static final int SEGMENTS_PER_REPORT = 20;
  private static final long PAUSE_MILLIS = 20;
  private static final String IN_SYNC = "skywalking.v3.TraceSegmentReportService/collectInSync";

  private final String service;
  private final Queue<String> sent = new ConcurrentLinkedQueue<>();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

  AckedTraffic(String service) {
    this.service = service;
  }

  /** Trace ids of all that was ever sent. */
  List<String> sent() {
    return List.copyOf(sent);
  }

  /** Trace ids of all that was acknowledged. */
  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /**
   * Sends until the server stops taking it, as {@code ending} is to bring about after a number of
   * acknowledgements; returns when all clients have noticed.
   */
  void sendUntilTheEnd(OrreryProcess orrery, int moreAcknowledgements, Runnable ending) {
    int enough = acknowledged.size() + moreAcknowledgements;
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      clients.add(
          Thread.ofPlatform().name("client-" + i).start(() -> sendToTheEnd(orrery, client)));
    }
    while (acknowledged.size() < enough) {
      assertThat(clients).as("clients that still send").anyMatch(Thread::isAlive);
      pause();
    }
    ending.run();
    for (Thread client : clients) {
      join(client);
    }
  }

  /** One client in three uses HTTP, one the call for whole batches, one a stream. */
  private void sendToTheEnd(OrreryProcess orrery, int client) {
    try (AgentClient agent = new AgentClient(orrery)) {
      Predicate<List<SegmentObject>> send =
          switch (client % 3) {
            case 0 -> segments -> agent.tryReport(segments).isOk();
            case 1 -> segments -> agent.call(IN_SYNC, collection(segments)).isOk();
            default -> segments -> post(orrery.graphQl(), segments);
          };
      boolean taken = true;
      while (taken) {
        List<SegmentObject> segments = new ArrayList<>();
        for (int i = 0; i < SEGMENTS_PER_REPORT; i++) {
          segments.add(Segments.request(service, "/work").build());
        }
        List<String> traceIds = segments.stream().map(SegmentObject::getTraceId).toList();
        sent.addAll(traceIds);
        taken = send.test(segments);
        if (taken) {
          acknowledged.addAll(traceIds);
        }
        pause();
      }
    }
  }

  private static byte[] collection(List<SegmentObject> segments) {
    return SegmentCollection.newBuilder().addAllSegments(segments).build().toByteArray();
  }

  private static boolean post(GraphQl http, List<SegmentObject> segments) {
    String body = segments.stream().map(Segments::json).collect(Collectors.joining(",", "[", "]"));
    try {
      return http.post("/v3/segments", body).statusCode() == 200;
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread client) {
    try {
      client.join(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(client.isAlive()).as("%s still waits for an answer", client.getName()).isFalse();
  }
}
