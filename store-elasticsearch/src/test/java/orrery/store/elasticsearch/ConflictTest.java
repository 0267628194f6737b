// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.PayloadFormat;
import orrery.store.RecordRow;
import orrery.store.Schema;

/** A record that is there already counts as stored only when it was written once more as it is. */
class ConflictTest {
  private static final String INDEX = "c_orrery_records-20240229";
  private static final RecordRow ROW =
      new RecordRow(
          Schema.SLOW_STATEMENT,
          1,
          1_709_164_800_000L,
          new long[] {5, 6, 0, 1_500},
          List.of(),
          PayloadFormat.TEXT,
          new byte[] {1});
  private static final String THERE =
      "{\"create\":{\"status\":409,\"error\":{\"type\":\"there\"}}}";
  private static final String WRITTEN = "{\"index\":{\"status\":200}}";
  private static final String CHANGED =
      "{\"index\":{\"status\":409,\"error\":{\"type\":\"changed\"}}}";

  private final List<String> bulks = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private ElasticsearchStorage storage;
  private volatile String found = "";
  private volatile String rewritten = WRITTEN;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    storage =
        ElasticsearchStorage.of(
            "elasticsearch",
            Clusters.open(List.of("127.0.0.1:" + server.getAddress().getPort()), "c_"));
    found =
        "{\"_index\":\"%s\",\"_id\":\"%s\",\"found\":true,\"_seq_no\":7,\"_primary_term\":2,\"_source\":{\"as\":\"it was\"}}"
            .formatted(INDEX, RecordDocument.id(ROW));
  }

  @AfterEach
  void stop() {
    storage.close();
    server.stop(0);
  }

  @Test
  void whatIsThereIsWrittenOnceMore() {
    storage.records().append(List.of(ROW));
    assertThat(bulks).hasSize(2);
    assertThat(bulks.getLast())
        .isEqualTo(
            "{\"index\":{\"_index\":\"%s.write\",\"_id\":\"%s\",\"if_seq_no\":7,\"if_primary_term\":2}}\n{\"as\":\"it was\"}\n"
                .formatted(INDEX, RecordDocument.id(ROW)));
  }

  @Test
  void whatWentMeanwhileIsNotStored() {
    found = "{\"_index\":\"%s\",\"found\":false}".formatted(INDEX);
    isRefused();
  }

  @Test
  void whatOthersWriteMeanwhileIsTriedAgain() {
    rewritten = CHANGED;
    isRefused();
  }

  private void isRefused() {
    assertThatThrownBy(() -> storage.records().append(List.of(ROW)))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("try again");
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream in = exchange.getRequestBody();
    String body =
        new String((packed ? new GZIPInputStream(in) : in).readAllBytes(), StandardCharsets.UTF_8);
    String answer =
        switch (exchange.getRequestURI().getPath()) {
          case "/_bulk" -> {
            bulks.add(body);
            String item = body.startsWith("{\"create\"") ? THERE : rewritten;
            yield "{\"errors\":%b,\"items\":[%s]}".formatted(!item.equals(WRITTEN), item);
          }
          case "/_mget" -> "{\"docs\":[" + found + "]}";
          default -> "{}";
        };
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
