// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.model.Check;
import orrery.model.Ids;
import orrery.store.MemoryStorage;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStorage;
import orrery.store.MetricStore;
import orrery.store.PairedStorage;

/** Shop calls cart all the time, and called it by another address fifteen minutes ago. */
class TopologyReadsTest {
  private static final int FEIGN = 11;
  private static final int HTTP_CLIENT = 2;
  private static final String SHOP = Ids.service("shop", true);
  private static final String CART = Ids.service("cart", true);
  private static final String OLD_ADDRESS = Ids.service("10.0.0.6:8080", true);
  private static final String QUESTION =
      "{ getGlobalTopology(duration: {start: \"2026-03-01 1200\", end: \"2026-03-01 1230\","
          + " step: MINUTE}) { calls { id sourceComponents } } }";

  private final NotedReads metrics = new NotedReads();
  private final Asked asked =
      new Asked(Asked.SHANGHAI, Map.of(), new PairedStorage(metrics, new MemoryStorage()));

  @BeforeEach
  void someCalls() {
    new Sky(asked)
        .service("shop", "GENERAL", true)
        .service("cart", "GENERAL", true)
        .alias("10.0.0.6:8080", CART, Ids.instance(CART, "pod-1"))
        .calls(SHOP, CART, FEIGN, "client");
  }

  @Test
  void readsNothingMoreWhereAnOldAddressOfACalleeShowsNothingNew() {
    earlier().calls(SHOP, OLD_ADDRESS, FEIGN, "client");
    assertThat(asked.ask(QUESTION)).isEqualTo(shopToCart("Feign"));
    assertThat(metrics.reads).singleElement().extracting(this::minutes).isEqualTo(5L);
  }

  @Test
  void readsTheWholeTimeWhereAnOldCallShowsSomethingNew() {
    earlier().calls(SHOP, OLD_ADDRESS, HTTP_CLIENT, "client");
    assertThat(asked.ask(QUESTION)).isEqualTo(shopToCart("Feign\",\"HttpClient"));
    assertThat(metrics.reads).extracting(this::minutes).containsExactly(5L, 26L);
  }

  private Sky earlier() {
    return new Sky(asked, Asked.NOW.minus(Duration.ofMinutes(15)));
  }

  private long minutes(MetricQuery read) {
    return 1 + (read.toMillis() - read.fromMillis()) / 60_000;
  }

  private static String shopToCart(String components) {
    return "{\"data\":{\"getGlobalTopology\":{\"calls\":[{\"id\":\"c2hvcA==.1-Y2FydA==.1\","
        + "\"sourceComponents\":[\""
        + components
        + "\"]}]}}}";
  }

  /** Metrics in memory that remember what was asked. */
  private static final class NotedReads implements MetricStorage, MetricStore {
    final Collection<MetricQuery> reads = new ConcurrentLinkedQueue<>();
    private final MetricStore memory = new MemoryStorage().metrics();

    @Override
    public String name() {
      return "noted";
    }

    @Override
    public MetricStore metrics() {
      return this;
    }

    @Override
    public void write(List<MetricRow> rows) {
      memory.write(rows);
    }

    @Override
    public List<MetricPoint> series(MetricQuery query) {
      reads.add(query);
      return memory.series(query);
    }

    @Override
    public List<MetricPoint> totals(MetricQuery query) {
      reads.add(query);
      return memory.totals(query);
    }

    @Override
    public void prepare() {}

    @Override
    public int dropBefore(long metricsMillis) {
      return 0;
    }

    @Override
    public List<Check> check() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
