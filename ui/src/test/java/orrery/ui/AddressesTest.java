// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.http.HttpPort;
import orrery.http.HttpReply;
import orrery.model.HttpAnswer;

class AddressesTest {
  private static final InetAddress ONE = address(10, 0, 0, 1);
  private static final InetAddress TWO = address(10, 0, 0, 2);

  @Test
  void aNameWithSeveralAnswersIsSeveralServersEachOnce() {
    assertThat(
            resolved(
                Map.of("oap", List.of(TWO, ONE), "same", List.of(ONE, TWO)),
                "http://oap:12800/base",
                "http://same:12800/base",
                "http://10.0.0.9:12800"))
        .containsExactly(
            URI.create("http://10.0.0.1:12800/base"),
            URI.create("http://10.0.0.2:12800/base"),
            URI.create("http://10.0.0.9:12800"));
  }

  @Test
  void whatHasOneAnswerOrNoneOrACertificateKeepsItsName() {
    assertThat(
            resolved(
                Map.of("one", List.of(ONE), "secure", List.of(ONE, TWO)),
                "http://one:12800",
                "http://unknown:12800",
                "https://secure:12800"))
        .containsExactly(
            URI.create("http://one:12800"),
            URI.create("http://unknown:12800"),
            URI.create("https://secure:12800"));
  }

  @Test
  void onlyNamesAreAskedAboutAgain() {
    assertThat(addresses(Map.of(), "http://127.0.0.1:1", "http://[::1]:1").canChange()).isFalse();
    assertThat(addresses(Map.of(), "http://127.0.0.1:1", "http://oap:1").canChange()).isTrue();
  }

  @Test
  void manyAnswersOfANameAreCutAtTheBound() {
    List<InetAddress> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(address(10, 0, 1, i));
    }
    assertThat(resolved(Map.of("oap", many), "http://oap:12800")).hasSize(Addresses.MAX_PER_NAME);
  }

  @Test
  void requestsGoToAllAddressesOfANameAndFollowItsChanges() {
    List<InetAddress> answers =
        new ArrayList<>(List.of(address(127, 0, 0, 1), address(127, 0, 0, 2)));
    try (HttpPort first = oap("127.0.0.1", 0, "a");
        HttpPort second = oap("127.0.0.2", first.port(), "b")) {
      assertThat(second.port()).isEqualTo(first.port());
      try (OapServers servers =
          new OapServers(
              new Addresses(
                  List.of(URI.create("http://oap.example:" + first.port())),
                  host -> answers.toArray(InetAddress[]::new)))) {
        servers.resolve();
        assertThat(List.of(ask(servers), ask(servers), ask(servers)))
            .containsExactly("a", "b", "a");
        answers.removeFirst();
        answers.add(address(127, 0, 0, 3));
        servers.resolve();
        // Nobody listens on the third; it is passed over.
        assertThat(List.of(ask(servers), ask(servers))).containsExactly("b", "b");
      }
    }
  }

  private static String ask(OapServers servers) {
    return new String(servers.graphql("{}".getBytes(UTF_8)).body(), UTF_8);
  }

  private static HttpPort oap(String host, int port, String name) {
    HttpPort oap =
        new HttpPort(
            new HttpPort.Options(name, host, port, "none", 1000),
            request -> HttpReply.of(HttpAnswer.json(200, name)));
    oap.start();
    return oap;
  }

  private static List<URI> resolved(Map<String, List<InetAddress>> names, String... configured) {
    return addresses(names, configured).resolve();
  }

  private static Addresses addresses(Map<String, List<InetAddress>> names, String... configured) {
    return new Addresses(
        List.of(configured).stream().map(URI::create).toList(),
        host -> {
          List<InetAddress> answers = names.get(host);
          if (answers == null) {
            throw new UnknownHostException(host);
          }
          return answers.toArray(InetAddress[]::new);
        });
  }

  private static InetAddress address(int... parts) {
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = (byte) parts[i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
