// SPDX-License-Identifier: Apache-2.0
package orrery.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.HttpAnswer;

class HttpPortTest {
  private static final int MAX_BODY_BYTES = 100_000;

  private final HttpPort port =
      new HttpPort(
          new HttpPort.Options("test", "127.0.0.1", 0, "SW_TEST_PORT", MAX_BODY_BYTES),
          HttpPortTest::answer);
  private final HttpClient client = HttpClient.newHttpClient();

  private static HttpReply answer(HttpRequest request) {
    return switch (request.path()) {
      case "/echo" ->
          new HttpReply(
              new HttpAnswer(200, "text/plain", request.body()),
              Map.of("X-Method", request.method()));
      case "/virtual" -> reply(String.valueOf(Thread.currentThread().isVirtual()));
      case "/invalid" -> throw new Fault.Invalid("say \"please\"");
      case "/busy" -> throw new Fault.Overloaded("too much");
      case "/away" -> throw new Fault.Unavailable("store is away");
      case "/never" -> throw new Fault.Unsupported("cannot");
      case "/bug" -> throw new IllegalStateException("secret detail");
      default -> reply(request.path());
    };
  }

  private static HttpReply reply(String text) {
    return HttpReply.of(new HttpAnswer(200, "text/plain", text.getBytes(UTF_8)));
  }

  @BeforeEach
  void start() {
    port.start();
  }

  @AfterEach
  void stop() {
    client.close();
    port.close();
  }

  @Test
  void aRequestIsAnsweredOnAVirtualThread() throws Exception {
    assertThat(get("/virtual").body()).isEqualTo("true");
  }

  @Test
  void aBodyComesBackAsSent() throws Exception {
    HttpResponse<String> response = post("/echo", BodyPublishers.ofString("héllo"));
    assertThat(response.body()).isEqualTo("héllo");
    assertThat(response.headers().firstValue("X-Method")).contains("POST");
  }

  @Test
  void aLargeBodyIsRefusedWhetherItsLengthIsDeclaredOrNot() throws Exception {
    byte[] large = new byte[MAX_BODY_BYTES + 1];
    assertThat(post("/echo", BodyPublishers.ofByteArray(large)).statusCode()).isEqualTo(413);
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
    assertThat(post("/echo", chunked).statusCode()).isEqualTo(413);
    assertThat(post("/echo", BodyPublishers.ofByteArray(new byte[MAX_BODY_BYTES])).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aCompressedBodyIsInflatedAndBoundedByItsInflatedSize() throws Exception {
    assertThat(postGzip("/echo", gzip("hello".getBytes(UTF_8))).body()).isEqualTo("hello");
    assertThat(postGzip("/echo", gzip(new byte[10_000_000])).statusCode()).isEqualTo(413);
    assertThat(postGzip("/echo", "not gzip".getBytes(UTF_8)).statusCode()).isEqualTo(400);
  }

  @Test
  void anUnknownEncodingIsRefused() throws Exception {
    java.net.http.HttpRequest request =
        to("/echo").header("Content-Encoding", "br").POST(BodyPublishers.ofString("x")).build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  @Test
  void aLongTextIsCompressedForThoseWhoTakeIt() throws Exception {
    String text = "orrery ".repeat(1000);
    java.net.http.HttpRequest request =
        to("/echo").header("Accept-Encoding", "gzip").POST(BodyPublishers.ofString(text)).build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(response.body().length).isLessThan(text.length() / 10);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void eachKindOfFaultHasItsStatus() throws Exception {
    assertThat(get("/invalid").statusCode()).isEqualTo(400);
    assertThat(get("/invalid").body())
        .isEqualTo("{\"status\":400,\"error\":\"say \\\"please\\\"\"}");
    assertThat(get("/busy").statusCode()).isEqualTo(429);
    assertThat(get("/away").statusCode()).isEqualTo(503);
    assertThat(get("/never").statusCode()).isEqualTo(501);
  }

  @Test
  void aBugIsA500ThatTellsNothing() throws Exception {
    assertThat(get("/bug").statusCode()).isEqualTo(500);
    assertThat(get("/bug").body()).doesNotContain("secret detail");
  }

  @Test
  void bytesThatAreNotHttpAreRefusedAndTheNextClientIsServed() throws Exception {
    assertThat(raw("\0\1\2\3\u00ff garbage\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET / HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("{\"status\":400");
    assertThat(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 414");
    assertThat(raw("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(get("/fine").body()).isEqualTo("/fine");
  }

  @Test
  void headHasALengthButNoBody() throws Exception {
    assertThat(raw("HEAD /fine HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Length: 5")
        .endsWith("\r\n\r\n");
  }

  @Test
  void aTakenPortIsNamedWithTheSettingThatMovesIt() {
    try (HttpPort second =
        new HttpPort(
            new HttpPort.Options("test", "127.0.0.1", port.port(), "SW_TEST_PORT", 10),
            HttpPortTest::answer)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("127.0.0.1:" + port.port())
          .hasMessageContaining("SW_TEST_PORT");
    }
  }

  @Test
  void aHostThatIsNotOursIsNamed() {
    try (HttpPort second =
        new HttpPort(
            new HttpPort.Options("test", "203.0.113.7", 0, "SW_TEST_PORT", 10),
            HttpPortTest::answer)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("203.0.113.7:0");
    }
  }

  private java.net.http.HttpRequest.Builder to(String path) {
    return java.net.http.HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + port.port() + path));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(to(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, BodyPublisher body)
      throws IOException, InterruptedException {
    return client.send(to(path).POST(body).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> postGzip(String path, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        to(path).header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofString());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
