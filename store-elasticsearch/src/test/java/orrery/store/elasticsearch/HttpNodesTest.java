// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.fixture.FreePorts;
import orrery.model.Fault;
import orrery.store.elasticsearch.ElasticsearchSettings.Address;
import orrery.store.elasticsearch.ElasticsearchSettings.Layout;
import orrery.store.elasticsearch.ElasticsearchSettings.Limits;
import orrery.store.elasticsearch.HttpNodes.Call;

/** Which node is asked when some do not answer. */
class HttpNodesTest {
  private static final Call CALL = Call.of("GET", "/_cluster/health");

  private final int onePort = FreePorts.next();
  private final int otherPort = FreePorts.next();
  private HttpServer other = server(otherPort);
  private HttpNodes nodes =
      nodes(List.of("127.0.0.1:" + onePort, "http://127.0.0.1:" + otherPort + "/"));

  @BeforeEach
  void start() {
    other.start();
  }

  @AfterEach
  void stop() {
    nodes.close();
    other.stop(0);
  }

  private static HttpServer server(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(207, -1);
            exchange.close();
          });
      return server;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static HttpNodes nodes(List<String> addresses) {
    return new HttpNodes(
        new ElasticsearchSettings(
            new Address(addresses, "http", "", "", "", "", ""),
            new Layout("t_", 1, 1, 0),
            new Limits(10, 1_000, 1, 500, 2_000, 0, true),
            1_000));
  }

  @Test
  void send_passesOverANodeThatDoesNotAnswer() {
    for (int i = 0; i < 4; i++) {
      assertThat(nodes.send(CALL).status()).isEqualTo(207);
    }
  }

  @Test
  void send_saysWhatToCheckWhenNoneAnswers_andWorksAtOnceWhenOneIsBack() {
    other.stop(0);
    assertThatThrownBy(() -> nodes.send(CALL))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("http://127.0.0.1:" + onePort)
        .hasMessageContaining("SW_STORAGE_ES_CLUSTER_NODES");
    other = server(otherPort);
    other.start();
    assertThat(nodes.send(CALL).status()).isEqualTo(207);
  }

  @Test
  void noNodeAtAll_isRefused() {
    assertThatThrownBy(() -> nodes(List.of())).isInstanceOf(Fault.Invalid.class);
  }
}
