// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import orrery.http.HttpPort;
import orrery.http.HttpReply;
import orrery.model.HttpAnswer;
import orrery.model.settings.Settings;

class UiServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    client.close();
  }

  @Test
  void thePageAndItsFilesAreServedUnderAStrictPolicy() throws Exception {
    UiServer ui = ui(oap("a"));
    HttpResponse<String> page = get(ui, "/");
    assertThat(page.body()).contains("<title>Orrery</title>");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .contains(
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'self'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.body()).doesNotContain("<script>").doesNotContain("style=");
    assertThat(get(ui, named(page, "css")).headers().firstValue("Content-Type"))
        .contains("text/css;charset=utf-8");
    assertThat(get(ui, named(page, "js")).headers().firstValue("Content-Type"))
        .contains("text/javascript;charset=utf-8");
    assertThat(get(ui, "/favicon.svg").statusCode()).isEqualTo(200);
    assertThat(get(ui, "/favicon.ico").headers().firstValue("Content-Type"))
        .contains("image/svg+xml");
  }

  @Test
  void anUnchangedFileIsNotSentTwice() throws Exception {
    UiServer ui = ui(oap("a"));
    String tag = get(ui, "/").headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = get(ui, "/", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void filesNamedByTheirContentAreKeptForeverAndThePageIsNot() throws Exception {
    UiServer ui = ui(oap("a"));
    HttpResponse<String> page = get(ui, "/");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(get(ui, named(page, "js")).headers().firstValue("Cache-Control"))
        .contains("public, max-age=31536000, immutable");
  }

  @Test
  void filesAreSentCompressedAsTheBrowserLikesBest() throws Exception {
    UiServer ui = ui(oap("a"));
    String script = named(get(ui, "/"), "js");
    HttpResponse<byte[]> plain = bytes(ui, script, "identity");
    HttpResponse<byte[]> gzip = bytes(ui, script, "gzip, deflate");
    HttpResponse<byte[]> brotli = bytes(ui, script, "gzip, deflate, br");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(brotli.headers().firstValue("Content-Encoding")).contains("br");
    assertThat(bytes(ui, script, "gzip;q=0, br;q=0.0").headers().firstValue("Content-Encoding"))
        .isEmpty();
    assertThat(gzip.headers().firstValue("Vary")).contains("Accept-Encoding");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain.body());
    }
    assertThat(brotli.body().length).isLessThan(plain.body().length);
  }

  @Test
  void aLinkToAViewOpensThePage() throws Exception {
    UiServer ui = ui(oap("a"));
    String page = get(ui, "/").body();
    for (String path : List.of("/services", "/services/c2hvcA==.1", "/traces/a.b.c?from=now-1h")) {
      HttpResponse<String> view = get(ui, path, "Accept", "text/html,application/xhtml+xml");
      assertThat(view.statusCode()).isEqualTo(200);
      assertThat(view.body()).isEqualTo(page);
      assertThat(view.headers().firstValue("Cache-Control")).contains("no-cache");
    }
    assertThat(get(ui, "/assets/gone.js", "Accept", "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void thePageLearnsVersionAndAddresses() throws Exception {
    assertThat(get(ui(oap("a")), "/about.json").body())
        .isEqualTo("{\"version\":\"1.2.3\",\"addresses\":{\"agents\":\"127.0.0.1:11800\"}}");
  }

  @Test
  void theServerAnswersTheCheckOfALoadBalancer() throws Exception {
    assertThat(get(ui(oap("a")), "/internal/l7check").body()).isEqualTo("{\"healthy\":true}");
  }

  @Test
  void graphqlIsPassedOnToEachServerInTurn() throws Exception {
    UiServer ui = ui(oap("a"), oap("b"));
    assertThat(List.of(graphql(ui).body(), graphql(ui).body(), graphql(ui).body()))
        .containsExactly("a:{q}", "b:{q}", "a:{q}");
  }

  @Test
  void aServerThatIsAwayIsSkipped() throws Exception {
    UiServer ui = ui(URI.create("http://127.0.0.1:9"), oap("b"));
    assertThat(graphql(ui).body()).isEqualTo("b:{q}");
    assertThat(graphql(ui).body()).isEqualTo("b:{q}");
  }

  @Test
  void aConnectionThatClosedWhileItWasIdleIsNoticedByNobody() throws Exception {
    UiServer ui = ui(closesAfterOneAnswer());
    assertThat(List.of(graphql(ui).body(), graphql(ui).body(), graphql(ui).body()))
        .containsExactly("a", "a", "a");
  }

  @Test
  void withNoServerTheBrowserIsToldWhichWereTried() throws Exception {
    HttpResponse<String> answer =
        graphql(ui(URI.create("http://127.0.0.1:9"), URI.create("http://127.0.0.1:10")));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body())
        .contains("http://127.0.0.1:9 ")
        .contains("http://127.0.0.1:10 ")
        .contains("SW_OAP_ADDRESS");
  }

  @Test
  void unknownPathsAndWrongMethodsAreSaidToBeSo() throws Exception {
    UiServer ui = ui(oap("a"));
    assertThat(get(ui, "/nowhere").statusCode()).isEqualTo(404);
    assertThat(get(ui, "/../pom.xml").statusCode()).isIn(400, 404);
    HttpResponse<String> wrong = get(ui, "/graphql");
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void addressesAreReadFromAListAndEachWrongOneIsNamed() {
    Settings settings =
        new Settings(
            Map.of("SW_OAP_ADDRESS", "http://oap-1:12800/, https://oap-2, oap-3:12800")::get);
    UiSettings read = UiSettings.read(settings);
    assertThat(read.addresses())
        .containsExactly(URI.create("http://oap-1:12800"), URI.create("https://oap-2"));
    assertThat(settings.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith("SW_OAP_ADDRESS=\"oap-3:12800\""));
  }

  private UiServer ui(URI... addresses) {
    UiServer ui =
        new UiServer(
            new UiSettings("127.0.0.1", 0, List.of(addresses)),
            new UiServer.Facts("1.2.3", () -> Map.of("agents", "127.0.0.1:11800")));
    ui.start();
    opened.add(ui);
    return ui;
  }

  /** Says that it keeps a connection, and closes it unanswered when it is used again. */
  private URI closesAfterOneAnswer() throws IOException {
    ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    opened.add(listening);
    Thread.ofVirtual()
        .start(() -> {
          while (!listening.isClosed()) {
            try (Socket connection = listening.accept()) {
              readQuery(connection);
              connection
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na".getBytes(UTF_8));
              readQuery(connection);
            } catch (IOException e) {
              return; // the test is over
            }
          }
        });
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private static void readQuery(Socket connection) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf("{q}") < 0) {
      int next = connection.getInputStream().read();
      if (next < 0) {
        return;
      }
      read.append((char) next);
    }
  }

  private URI oap(String name) {
    HttpPort port =
        new HttpPort(
            new HttpPort.Options(name, "127.0.0.1", 0, "none", 1000),
            request ->
                HttpReply.of(HttpAnswer.json(200, name + ":" + new String(request.body(), UTF_8))));
    port.start();
    opened.add(port);
    return URI.create("http://127.0.0.1:" + port.port());
  }

  private HttpRequest.Builder at(UiServer ui, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ui.port() + path));
  }

  private HttpResponse<String> get(UiServer ui, String path) throws Exception {
    return client.send(at(ui, path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(UiServer ui, String path, String header, String value)
      throws Exception {
    return client.send(at(ui, path).header(header, value).build(), BodyHandlers.ofString());
  }

  private HttpResponse<byte[]> bytes(UiServer ui, String path, String accepted) throws Exception {
    return client.send(
        at(ui, path).header("Accept-Encoding", accepted).build(), BodyHandlers.ofByteArray());
  }

  /** The first file of this kind that the page names. */
  private static String named(HttpResponse<String> page, String extension) {
    Matcher name = Pattern.compile("\"(/assets/[^\"]+\\." + extension + ")\"").matcher(page.body());
    assertThat(name.find()).isTrue();
    return name.group(1);
  }

  private HttpResponse<String> graphql(UiServer ui) throws Exception {
    return client.send(
        at(ui, "/graphql").POST(BodyPublishers.ofString("{q}")).build(), BodyHandlers.ofString());
  }
}
