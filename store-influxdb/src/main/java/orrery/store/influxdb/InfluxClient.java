// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import orrery.model.Fault;

/** InfluxDB's HTTP interface. Blocks; thread-safe. Every failure is a fault with a next step. */
final class InfluxClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WRITE = Duration.ofSeconds(10);
  private static final Duration QUERY = Duration.ofSeconds(30);
  private static final Duration CHECK = Duration.ofSeconds(1);

  /** Rows in a part of an answer; a part is what the server holds in memory at once. */
  private static final int CHUNK_ROWS = 10_000;

  private static final int MAX_REFUSAL_BYTES = 64 * 1024;

  private final InfluxSettings settings;
  private final HttpClient http;

  InfluxClient(InfluxSettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** The server's version, from {@code /ping}. Quick: a second at most. */
  String version() {
    HttpResponse<InputStream> answer = send(request("/ping", CHECK).GET().build());
    String version = answer.headers().firstValue("X-Influxdb-Version").orElse("");
    try (InputStream body = answer.body()) {
      Refusals.check(settings, answer.statusCode(), text(body));
    } catch (IOException e) {
      throw unreachable(e);
    }
    return version;
  }

  /** Writes lines into the policy's database. Durable on return. */
  void write(byte[] lines) {
    HttpRequest request =
        request("/write?precision=ns&db=" + settings.database() + "&rp=" + Layout.POLICY, WRITE)
            .POST(BodyPublishers.ofByteArray(lines))
            .build();
    HttpResponse<InputStream> answer = send(request);
    try (InputStream body = answer.body()) {
      Refusals.check(settings, answer.statusCode(), text(body));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Runs a statement and hands its series out as they arrive. */
  void query(String statement, Answer.Series series) {
    String form = "q=" + URLEncoder.encode(statement, StandardCharsets.UTF_8);
    HttpRequest request =
        request(
                "/query?epoch=ns&chunked=true&chunk_size="
                    + CHUNK_ROWS
                    + "&db="
                    + settings.database(),
                QUERY)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    HttpResponse<InputStream> answer = send(request);
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        Refusals.check(settings, answer.statusCode(), text(body));
      }
      String refusal = Answer.read(body, series);
      if (!refusal.isEmpty()) {
        throw Refusals.of(settings, 200, refusal);
      }
    } catch (IOException | UncheckedIOException e) {
      throw unreachable(e);
    }
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url() + path)).timeout(timeout);
    if (!settings.user().isEmpty() || !settings.password().isEmpty()) {
      byte[] login = (settings.user() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return request;
  }

  /**
   * Tries once more where a connection from before turns out to be dead: all requests may be
   * repeated.
   */
  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      try {
        return http.send(request, BodyHandlers.ofInputStream());
      } catch (HttpTimeoutException | ConnectException noUse) {
        throw noUse;
      } catch (IOException stale) {
        return http.send(request, BodyHandlers.ofInputStream());
      }
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("interrupted while waiting for InfluxDB", e);
    }
  }

  private Fault.Unavailable unreachable(Exception e) {
    String what =
        switch (e) {
          case HttpConnectTimeoutException _ -> "cannot be reached";
          case HttpTimeoutException _ -> "does not answer in time";
          case ConnectException _ -> "cannot be reached";
          default -> "broke off the connection (" + e.getMessage() + ")";
        };
    return new Fault.Unavailable(
        "InfluxDB at "
            + settings.url()
            + " "
            + what
            + "; check that it runs and that SW_STORAGE_INFLUXDB_URL is right",
        e);
  }

  private static String text(InputStream body) throws IOException {
    return new String(body.readNBytes(MAX_REFUSAL_BYTES), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
