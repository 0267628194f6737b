// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of Kubernetes' API server that is used: pods with list and watch, leases, versions and
 * their conflicts, and the ways in which it fails.
 */
final class FakeApiServer implements AutoCloseable {
  static final String NAMESPACE = "skywalking";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PODS = "/api/v1/namespaces/skywalking/pods";
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/skywalking/leases";

  /** Every request, as {@code METHOD verb resource}. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  final Set<String> forbidden = new HashSet<>();
  private final HttpServer server;
  private final Map<String, ObjectNode> pods = new TreeMap<>();
  private final FakeLeases leases = new FakeLeases();
  private final List<Event> history = new ArrayList<>();
  private long version = 100;
  private long oldest = 100;
  private int watchers;
  private int cut;
  private boolean hangs;
  private int fails;
  private String token = "secret";

  private record Event(long version, String type, ObjectNode object) {}

  FakeApiServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Adds or changes a pod; its uid is {@code uid-NAME}. */
  synchronized void pod(String name, String address, boolean ready) {
    ObjectNode pod = FakePod.of(name, address, ready);
    happened(pods.put(name, pod) == null ? "ADDED" : "MODIFIED", pod);
  }

  /** The pod is told to end, and still there. */
  synchronized void terminate(String name) {
    ObjectNode pod = Objects.requireNonNull(pods.get(name)).deepCopy();
    pod.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    pods.put(name, pod);
    happened("MODIFIED", pod);
  }

  synchronized void delete(String name) {
    happened("DELETED", Objects.requireNonNull(pods.remove(name)).deepCopy());
  }

  /** A version moves on without anything of interest happening. */
  synchronized void bookmark() {
    ObjectNode nothing = JSON.createObjectNode();
    nothing.putObject("metadata");
    happened("BOOKMARK", nothing);
  }

  /** Forgets what happened so far: watches must start anew (410). */
  synchronized void compact() {
    history.clear();
    oldest = version;
  }

  /** Ends all watches, as a server that restarts does. */
  synchronized void cutWatches() {
    cut++;
    notifyAll();
  }

  /** Whether requests are never answered. */
  synchronized void hang(boolean on) {
    hangs = on;
    notifyAll();
  }

  /** Answers with this status to everything; 0 for as it should. */
  synchronized void fail(int status) {
    fails = status;
  }

  /** The only token that is known. */
  synchronized void token(String accepted) {
    token = accepted;
  }

  synchronized int watchers() {
    return watchers;
  }

  synchronized @org.jspecify.annotations.Nullable JsonNode lease(String name) {
    return leases.get(name);
  }

  synchronized void deleteLease(String name) {
    leases.remove(name);
  }

  private void happened(String type, ObjectNode object) {
    object.withObject("/metadata").put("resourceVersion", String.valueOf(++version));
    history.add(new Event(version, type, object));
    notifyAll();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Map<String, String> query = FakePod.query(exchange.getRequestURI());
      boolean ofPods = path.startsWith(PODS);
      String verb = verb(exchange.getRequestMethod(), ofPods, query);
      requests.add(verb + (ofPods ? " pods" : " leases"));
      synchronized (this) {
        while (hangs) {
          wait();
        }
      }
      if (fails != 0) {
        answer(exchange, fails, status(fails, "out of order"));
      } else if (!("Bearer " + token)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, status(401, "Unauthorized"));
      } else if (forbidden.contains(verb + (ofPods ? " pods" : " leases"))) {
        answer(exchange, 403, status(403, "User \"sa\" cannot " + verb));
      } else if (verb.equals("watch")) {
        watch(exchange, Long.parseLong(query.get("resourceVersion")));
      } else if (ofPods) {
        answer(exchange, 200, list(query.getOrDefault("labelSelector", "")));
      } else {
        synchronized (this) {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String name = path.substring(Math.min(path.length(), LEASES.length() + 1));
          FakeLeases.Answer answer = leases.answer(verb, name, body, version + 1);
          version++;
          answer(exchange, answer.status(), answer.body());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String verb(String method, boolean ofPods, Map<String, String> query) {
    return switch (method) {
      case "POST" -> "create";
      case "PUT" -> "update";
      default -> ofPods ? (query.containsKey("watch") ? "watch" : "list") : "get";
    };
  }

  private synchronized ObjectNode list(String selector) {
    ObjectNode list = JSON.createObjectNode();
    list.putObject("metadata").put("resourceVersion", String.valueOf(version));
    ArrayNode items = list.putArray("items");
    if (selector.equals("app=oap")) {
      pods.values().forEach(items::add);
    }
    return list;
  }

  private void watch(HttpExchange exchange, long from) throws IOException, InterruptedException {
    synchronized (this) {
      if (from < oldest) {
        answer(exchange, 410, status(410, "too old resource version"));
        return;
      }
    }
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    synchronized (this) {
      int before = cut;
      watchers++;
      for (long sent = from; cut == before; wait()) {
        if (sent < oldest) {
          ObjectNode error = JSON.createObjectNode().put("type", "ERROR");
          error.set("object", status(410, "too old resource version"));
          write(out, error);
          break;
        }
        for (Event event : List.copyOf(history)) {
          if (event.version > sent) {
            ObjectNode line = JSON.createObjectNode().put("type", event.type);
            line.set("object", event.object);
            write(out, line);
            sent = event.version;
          }
        }
      }
      watchers--;
    }
  }

  private static void write(OutputStream out, ObjectNode line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  static ObjectNode status(int code, String message) {
    return JSON.createObjectNode().put("kind", "Status").put("code", code).put("message", message);
  }

  private static void answer(HttpExchange exchange, int code, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    hang(false);
    cutWatches();
    server.stop(0);
  }
}
