// SPDX-License-Identifier: Apache-2.0
package orrery.bench.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import orrery.model.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server's GraphQL endpoint. */
public final class GraphQl implements AutoCloseable {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HHmm");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final JsonMapper json = JsonMapper.shared();

  public GraphQl(URI address) {
    this.address = address;
  }

  /**
   * The data that answers this query.
   *
   * @throws Fault.Unavailable when nobody answers
   * @throws Fault.Invalid when the answer is an error
   */
  public JsonNode ask(String query) {
    String answer = post(json.writeValueAsString(Map.of("query", query)));
    JsonNode tree = json.readTree(answer);
    if (tree.has("errors")) {
      throw new Fault.Invalid("GraphQL error: " + tree.get("errors"));
    }
    return tree.path("data");
  }

  /** The server's clock is this far from UTC. */
  public ZoneOffset zone() {
    return ZoneOffset.of(ask("{getTimeInfo{timezone}}").at("/getTimeInfo/timezone").asString());
  }

  /** A range of whole minutes, both ends included, as an input literal. */
  public static String minutes(Instant from, Instant to, ZoneOffset zone) {
    return "{start:\"%s\",end:\"%s\",step:MINUTE}"
        .formatted(
            MINUTE.format(from.truncatedTo(ChronoUnit.MINUTES).atOffset(zone)),
            MINUTE.format(to.truncatedTo(ChronoUnit.MINUTES).atOffset(zone)));
  }

  /** A string as an input literal. */
  static String quote(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  @Override
  public void close() {
    client.close();
  }

  private String post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new Fault.Unavailable(
            "%s answers %d: %s".formatted(address, answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new Fault.Unavailable("no answer from " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("interrupted while waiting for " + address, e);
    }
  }
}
