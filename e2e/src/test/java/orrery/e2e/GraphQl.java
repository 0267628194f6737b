// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of port 12800 that knows nothing but HTTP and JSON. */
final class GraphQl {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HHmm");

  private final URI base;
  private final ZoneId zone;

  /**
   * @param zone of the server: durations are written in its wall clock
   */
  GraphQl(int port, ZoneId zone) {
    this.base = URI.create("http://127.0.0.1:" + port);
    this.zone = zone;
  }

  /** The {@code data} of an answer without errors. */
  JsonNode query(String query, Map<String, ?> variables) {
    JsonNode answer = ask(query, variables);
    assertThat(answer.path("errors").toString()).as("errors of %s", query).isIn("", "[]");
    return answer.path("data");
  }

  JsonNode query(String query) {
    return query(query, Map.of());
  }

  /** The whole answer, whose status must be 200 as the protocol wants it even with errors. */
  JsonNode ask(String query, Map<String, ?> variables) {
    HttpResponse<String> response =
        post("/graphql", JSON.writeValueAsString(Map.of("query", query, "variables", variables)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /** Whether the server answers at all; false while it is starting. */
  boolean answers() {
    try {
      HttpResponse<String> response = post("/graphql", "{\"query\":\"{version}\"}");
      return response.statusCode() == 200
          && JSON.readTree(response.body()).path("data").path("version").isString();
    } catch (UncheckedIOException | JacksonException notYet) {
      return false;
    }
  }

  HttpResponse<String> post(String path, String body) {
    return post(path, body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String path, byte[] body) {
    return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(body));
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(LONGEST_ANSWER)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A GraphQL duration in minutes, both ends included. */
  Map<String, String> minutes(Instant start, Instant end) {
    return Map.of(
        "start", MINUTE.format(start.atZone(zone)),
        "end", MINUTE.format(end.atZone(zone)),
        "step", "MINUTE");
  }

  /** The last two hours, and a little into the future for clocks and minutes that move on. */
  Map<String, String> lately() {
    Instant now = Instant.now();
    return minutes(now.minus(Duration.ofHours(2)), now.plus(Duration.ofMinutes(2)));
  }
}
