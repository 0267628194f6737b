// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
    assertThat(page.body()).doesNotContain("<script>").doesNotContain("style=");
    assertThat(get(ui, "/orrery.css").headers().firstValue("Content-Type"))
        .contains("text/css;charset=utf-8");
    assertThat(get(ui, "/orrery.js").statusCode()).isEqualTo(200);
    assertThat(get(ui, "/favicon.svg").statusCode()).isEqualTo(200);
  }

  @Test
  void anUnchangedFileIsNotSentTwice() throws Exception {
    UiServer ui = ui(oap("a"));
    String tag = get(ui, "/orrery.js").headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        client.send(
            at(ui, "/orrery.js").header("If-None-Match", tag).build(), BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(304);
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
            new UiServer.Facts("1.2.3", Map.of("agents", "127.0.0.1:11800")));
    ui.start();
    opened.add(ui);
    return ui;
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

  private HttpResponse<String> graphql(UiServer ui) throws Exception {
    return client.send(
        at(ui, "/graphql").POST(BodyPublishers.ofString("{q}")).build(), BodyHandlers.ofString());
  }
}
