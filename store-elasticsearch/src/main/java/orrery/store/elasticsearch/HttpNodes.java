// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;

/**
 * The nodes of the cluster, over HTTP. Requests go to them in turn; one that cannot be reached is
 * asked last until it answers a probe, and the request goes to the next. Every request must be
 * harmless when sent twice, because a node may be lost after it did what it was asked.
 */
final class HttpNodes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpNodes.class);

  /** An answer longer than this is refused, not read. */
  private static final long MAX_ANSWER_BYTES = 256L << 20;

  private static final long FIRST_REST_MILLIS = 250;
  private static final long LONGEST_REST_MILLIS = 4_000;
  private static final int PROBE_MILLIS = 2_000;

  private final List<HttpNode> nodes;
  private final HttpClient client;
  private final ElasticsearchSettings settings;
  private final Credentials credentials;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * What is asked.
   *
   * @param path with query, from the slash on
   * @param type of the body
   */
  record Call(String method, String path, byte @Nullable [] body, String type) {
    static Call of(String method, String path) {
      return new Call(method, path, null, "");
    }

    static Call of(String method, String path, byte[] json) {
      return new Call(method, path, json, "application/json");
    }

    static Call bulk(String path, byte[] lines) {
      return new Call("POST", path, lines, "application/x-ndjson");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** What was answered, whatever the status. */
  record Answer(int status, byte[] body) {
    boolean isGood() {
      return status >= 200 && status < 300;
    }
  }

  /** Reads the trust store and the file of secrets, and nothing else. */
  HttpNodes(ElasticsearchSettings settings) {
    this.settings = settings;
    ElasticsearchSettings.Address address = settings.address();
    this.nodes =
        address.nodes().stream().map(node -> HttpNode.of(address.protocol(), node)).toList();
    if (nodes.isEmpty()) {
      throw new Fault.Invalid("SW_STORAGE_ES_CLUSTER_NODES names no node");
    }
    this.credentials = new Credentials(address);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(settings.limits().connectMillis()));
    if (!address.trustStore().isBlank()) {
      builder.sslContext(Trust.of(address.trustStore(), credentials.trustStorePassword()));
    }
    this.client = builder.build();
  }

  /**
   * Asks one node after the other until one answers.
   *
   * @throws Fault.Unavailable when none does
   */
  Answer send(Call call) {
    return send(call, settings.limits().responseMillis());
  }

  /** Likewise, waiting so long for an answer. */
  Answer send(Call call, int responseMillis) {
    IOException last = null;
    for (HttpNode node : inOrder()) {
      try {
        Answer answer = ask(node, call, responseMillis);
        markUp(node);
        return answer;
      } catch (IOException e) {
        last = e;
        if (node.markDown()) {
          String then = nodes.size() == 1 ? "" : ", others are asked instead";
          LOG.warn("{} does not answer{}: {}", node, then, reason(e));
          Thread.ofVirtual().name("probe " + node).start(() -> probe(node));
        }
      }
    }
    throw new Fault.Unavailable(
        "no node of " + settings.address() + " answers (" + reason(last) + "); " + advice(last),
        last);
  }

  /** All nodes, each once: those that answered last time before those that did not. */
  private List<HttpNode> inOrder() {
    int first = Math.floorMod(next.getAndIncrement(), nodes.size());
    List<HttpNode> order = new ArrayList<>(nodes.subList(first, nodes.size()));
    order.addAll(nodes.subList(0, first));
    if (nodes.size() > 1) {
      order.sort(Comparator.comparing(HttpNode::isDown));
    }
    return order;
  }

  /** Tries a node that is down with a request nobody waits for, until it answers. */
  private void probe(HttpNode node) {
    long restMillis = FIRST_REST_MILLIS;
    while (node.isDown() && !client.isTerminated()) {
      try {
        Thread.sleep(restMillis);
        ask(node, Call.of("GET", "/"), PROBE_MILLIS);
        markUp(node);
      } catch (IOException stillDown) {
        restMillis = Math.min(restMillis * 2, LONGEST_REST_MILLIS);
      } catch (InterruptedException | Fault closing) {
        return;
      }
    }
  }

  private static void markUp(HttpNode node) {
    if (node.markUp()) {
      LOG.info("{} answers again", node);
    }
  }

  private static String reason(@Nullable IOException last) {
    if (last == null) {
      return "all are down";
    }
    String message = last.getMessage();
    return message == null ? last.getClass().getSimpleName() : message;
  }

  private String advice(@Nullable IOException last) {
    if (last instanceof javax.net.ssl.SSLException) {
      return settings.address().protocol().equals("https")
          ? "check that SW_STORAGE_ES_SSL_JKS_PATH holds the certificate of its authority"
          : "check SW_STORAGE_ES_HTTP_PROTOCOL";
    }
    return "check that it runs, SW_STORAGE_ES_CLUSTER_NODES and SW_STORAGE_ES_HTTP_PROTOCOL";
  }

  private Answer ask(HttpNode node, Call call, int responseMillis) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.address() + call.path()))
            .timeout(Duration.ofMillis(responseMillis));
    String authorization = credentials.authorization();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    byte[] body = call.body();
    if (body == null) {
      request.method(call.method(), HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", call.type());
      if (settings.limits().gzip() && call.type().equals("application/x-ndjson")) {
        request.header("Content-Encoding", "gzip");
        body = gzip(body);
      }
      request.method(call.method(), HttpRequest.BodyPublishers.ofByteArray(body));
    }
    try {
      HttpResponse<byte[]> response =
          client.send(
              request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("interrupted while waiting for " + node, e);
    }
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2 + 64);
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(packed, 8 << 10) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
