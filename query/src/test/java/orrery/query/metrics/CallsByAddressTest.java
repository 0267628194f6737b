// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.EntityKey;
import orrery.store.MemoryStorage;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.Schema;

class CallsByAddressTest {
  private static final String SHOP = Ids.service("shop", true);
  private static final String STOCK = Ids.service("stock", true);
  private static final String ADDRESS = Ids.service("10.0.0.7:80", true);

  private final MemoryStorage storage = new MemoryStorage();
  private final CallsByAddress reads =
      new CallsByAddress(storage.metrics()::series, storage.catalog());

  @Test
  void callsToAnAddressCountForTheServiceThatAnswersThere() {
    known(SHOP, STOCK);
    known(SHOP, ADDRESS);
    alias("10.0.0.7:80", STOCK);
    calls(SHOP, ADDRESS, 0, 3);
    calls(SHOP, STOCK, 0, 4);
    calls(SHOP, STOCK, 60_000, 5);
    assertThat(read(SHOP, STOCK)).containsExactly(7L, 5L);
  }

  @Test
  void callsOnlyEverMadeByAddressCountToo() {
    known(SHOP, ADDRESS);
    alias("10.0.0.7:80", STOCK);
    calls(SHOP, ADDRESS, 60_000, 2);
    assertThat(read(SHOP, STOCK)).containsExactly(2L);
  }

  @Test
  void anAddressNobodyAnswersForStaysApart() {
    known(SHOP, ADDRESS);
    calls(SHOP, ADDRESS, 0, 3);
    assertThat(read(SHOP, STOCK)).isEmpty();
    assertThat(read(SHOP, ADDRESS)).containsExactly(3L);
  }

  @Test
  void callsOfAnotherCallerDoNotCount() {
    String other = Ids.service("other", true);
    known(other, ADDRESS);
    known(SHOP, STOCK);
    alias("10.0.0.7:80", STOCK);
    calls(other, ADDRESS, 0, 3);
    calls(SHOP, STOCK, 0, 1);
    assertThat(read(SHOP, STOCK)).containsExactly(1L);
  }

  private List<Long> read(String from, String to) {
    return reads
        .series(
            MetricQuery.of(
                Schema.SERVICE_RELATION_CLIENT,
                Tier.MINUTE,
                0,
                60_000,
                List.of(key(from, to)),
                true))
        .stream()
        .map(point -> point.measures()[0])
        .toList();
  }

  private static EntityKey key(String from, String to) {
    return EntityKey.of(from, Ids.relation(from, to));
  }

  private void known(String from, String to) {
    String id = Ids.relation(from, to);
    storage
        .catalog()
        .put(
            List.of(
                new CatalogEntry(
                    CatalogKind.SERVICE_RELATION,
                    Keys.of(id + " client"),
                    Keys.of(from),
                    id,
                    Map.of("source", from, "destination", to, "side", "client"),
                    1)));
  }

  private void alias(String address, String service) {
    String base64 = Ids.service(address, true).replaceFirst("\\..$", "");
    storage
        .catalog()
        .put(
            List.of(
                new CatalogEntry(
                    CatalogKind.ADDRESS_ALIAS,
                    Keys.of(base64),
                    EntityKey.NO_OWNER,
                    address,
                    Map.of("service", service, "instance", Ids.instance(service, "i")),
                    1)));
  }

  private void calls(String from, String to, long bucketMillis, int calls) {
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < calls; i++) {
      sketch.add(10);
    }
    storage
        .metrics()
        .write(
            List.of(
                new MetricRow(
                    Schema.SERVICE_RELATION_CLIENT,
                    Tier.MINUTE,
                    bucketMillis,
                    key(from, to),
                    1,
                    new long[] {calls, 0, calls * 10L, calls, 0},
                    sketch.toBytes())));
  }
}
