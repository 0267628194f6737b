// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.model.Fault;

/** What is no server for this storage. */
class ProductTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"version":{"number":"6.8.23"}}                              | Elasticsearch 6.8.23 is too old
          {"version":{"number":"7.16.3"}}                              | Elasticsearch 7.16.3 is too old
          {"version":{"number":"1.3.20","distribution":"opensearch"}}  | OpenSearch 1.3.20 is too old
          {"hello":"world"}                                            | neither Elasticsearch nor OpenSearch
          """)
  void anotherVersionEndsTheStart(String page, String said) throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] body = page.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    other.start();
    String address = "127.0.0.1:" + other.getAddress().getPort();
    try (ElasticsearchStorage storage =
        ElasticsearchStorage.of("elasticsearch", Clusters.open(List.of(address), "other_"))) {
      assertThatThrownBy(storage::prepare)
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining(said);
    } finally {
      other.stop(0);
    }
  }
}
