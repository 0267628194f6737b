// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import orrery.http.ErrorAnswers;
import orrery.http.HttpPort;
import orrery.http.HttpReply;
import orrery.http.HttpRequest;
import orrery.model.Fault;
import orrery.model.HttpAnswer;

/**
 * Serves the page on {@code SW_SERVER_PORT} and passes the browser's GraphQL on to an OAP server.
 * The door of this room.
 */
public final class UiServer implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'self'";
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final HttpPort port;
  private final OapServers servers;
  private final Assets assets = Assets.load();
  private final Facts facts;

  /**
   * What the page tells about this installation.
   *
   * @param addresses by the names the page knows: agents, http, telemetry; may be empty. Asked for
   *     with each request, and not before {@link #start()}
   */
  public record Facts(String version, Supplier<Map<String, String>> addresses) {}

  public UiServer(UiSettings settings, Facts facts) {
    this.facts = facts;
    this.servers = new OapServers(new Addresses(settings.addresses(), InetAddress::getAllByName));
    this.port =
        new HttpPort(
            new HttpPort.Options(
                "ui", settings.host(), settings.port(), "SW_SERVER_PORT", MAX_BODY_BYTES),
            this::answer);
  }

  /**
   * @throws Fault.Unavailable when the port is taken
   */
  public void start() {
    port.start();
    servers.start();
  }

  public int port() {
    return port.port();
  }

  @Override
  public void close() {
    port.close();
    servers.close();
  }

  private HttpReply answer(HttpRequest request) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    return switch (request.path()) {
      case "/graphql" ->
          request.method().equals("POST")
              ? HttpReply.of(servers.graphql(request.body()))
              : notAllowed("POST");
      case "/internal/l7check" ->
          reads
              ? HttpReply.of(HttpAnswer.json(200, "{\"healthy\":true}"))
              : notAllowed("GET, HEAD");
      case "/about.json" ->
          reads
              ? HttpReply.of(Answers.about(facts.version(), facts.addresses().get()))
              : notAllowed("GET, HEAD");
      default -> reads ? asset(request) : notAllowed("GET, HEAD");
    };
  }

  private HttpReply asset(HttpRequest request) {
    Assets.Asset asset = assets.at(request.path());
    if (asset == null && request.accepts("Accept", "text/html")) {
      // A link to a view: the page finds out what it means, and says so when it means nothing.
      asset = assets.page();
    }
    if (asset == null) {
      return HttpReply.of(ErrorAnswers.of(404, "There is no page " + request.path() + "; try /"));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cache-Control", asset.forever() ? FOREVER : "no-cache");
    headers.put("ETag", asset.tag());
    if (asset.tag().equals(request.header("If-None-Match"))) {
      return new HttpReply(new HttpAnswer(304, "", new byte[0]), headers);
    }
    return packed(request, asset, headers);
  }

  private static HttpReply packed(
      HttpRequest request, Assets.Asset asset, Map<String, String> headers) {
    byte[] bytes = asset.bytes();
    if (asset.gzip() != null || asset.brotli() != null) {
      headers.put("Vary", "Accept-Encoding");
    }
    if (asset.brotli() != null && request.accepts("Accept-Encoding", "br")) {
      headers.put("Content-Encoding", "br");
      bytes = asset.brotli();
    } else if (asset.gzip() != null && request.accepts("Accept-Encoding", "gzip")) {
      headers.put("Content-Encoding", "gzip");
      bytes = asset.gzip();
    }
    return new HttpReply(new HttpAnswer(200, asset.contentType(), bytes), headers);
  }

  private static HttpReply notAllowed(String allowed) {
    return new HttpReply(
        ErrorAnswers.of(405, "This path answers only " + allowed + "."), Map.of("Allow", allowed));
  }
}
