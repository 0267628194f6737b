// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.HttpAnswer;

/**
 * The OAP servers behind the UI, asked in turn. One that does not answer comes last until {@code
 * /internal/l7check} says it is back.
 */
final class OapServers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("ui");
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(3);

  private final Addresses addresses;
  private volatile List<Server> servers;
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpClient client;
  private volatile boolean closed;

  private static final class Server {
    final URI address;
    volatile boolean answers = true;

    Server(URI address) {
      this.address = address;
    }
  }

  OapServers(Addresses addresses) {
    this.addresses = addresses;
    this.servers = addresses.configured().stream().map(Server::new).toList();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("ui-client-", 0).factory()))
            .build();
  }

  /** With a single address there is nothing to choose, so nobody asks how it is. */
  void start() {
    if (servers.size() > 1 || addresses.canChange()) {
      Thread.ofVirtual().name("ui-check").start(this::checkUntilClosed);
    }
  }

  /** Blocks until a server has answered, or every one has failed: then a 502 that says so. */
  HttpAnswer graphql(byte[] body) {
    List<String> failures = new ArrayList<>();
    for (Server server : inTurn()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.address.resolve(server.address.getPath() + "/graphql"))
              .timeout(ANSWER_TIMEOUT)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      try {
        HttpResponse<byte[]> response = send(request);
        String type = response.headers().firstValue("Content-Type").orElse("application/json");
        return new HttpAnswer(response.statusCode(), type, response.body());
      } catch (IOException e) {
        mark(server, false);
        failures.add(server.address + " (" + reason(e) + ")");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failures.add("the UI is stopping");
        break;
      }
    }
    return Answers.noServer(failures);
  }

  /**
   * A kept connection may be closed by the other side just as it is used again. Queries only read,
   * so one whose connection broke is asked once more.
   */
  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return client.send(request, BodyHandlers.ofByteArray());
    }
  }

  private List<Server> inTurn() {
    List<Server> known = servers;
    int first = Math.floorMod(turn.getAndIncrement(), known.size());
    List<Server> answering = new ArrayList<>();
    List<Server> silent = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      Server server = known.get((first + i) % known.size());
      (server.answers ? answering : silent).add(server);
    }
    answering.addAll(silent); // the last resort: perhaps one is back and nobody has looked yet
    return answering;
  }

  private void checkUntilClosed() {
    while (!closed) {
      resolve();
      for (Server server : servers.size() > 1 ? servers : List.<Server>of()) {
        mark(server, answers(server));
      }
      try {
        Thread.sleep(CHECK_INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Takes over the addresses the names have now; what is known of those that stay is kept. */
  void resolve() {
    if (!addresses.canChange()) {
      return;
    }
    Map<URI, Server> known = new HashMap<>();
    for (Server server : servers) {
      known.put(server.address, server);
    }
    List<URI> now = addresses.resolve();
    if (!known.keySet().equals(Set.copyOf(now))) {
      log.info("OAP servers are now {}", now);
      servers =
          now.stream().map(address -> known.getOrDefault(address, new Server(address))).toList();
    }
  }

  private boolean answers(Server server) {
    HttpRequest request =
        HttpRequest.newBuilder(
                server.address.resolve(server.address.getPath() + "/internal/l7check"))
            .timeout(CONNECT_TIMEOUT)
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void mark(Server server, boolean answers) {
    if (server.answers != answers && !closed) {
      server.answers = answers;
      if (answers) {
        log.info("OAP server {} answers again", server.address);
      } else {
        log.warn("OAP server {} does not answer", server.address);
      }
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? "no connection" : e.getMessage();
  }

  @Override
  public void close() {
    closed = true;
    client.shutdownNow();
  }
}
