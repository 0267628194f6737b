// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.model.Ids;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricRow;
import orrery.store.Schema;

/** The minutes 12:28 to 12:30 in Shanghai; it is 12:30:15, so the last has a quarter behind it. */
class TrafficTest {
  private static final String SHOP = Ids.service("shop", true);
  private static final String MYSQL = Ids.service("mysql:3306", false);
  private static final long AT_28 = Asked.NOW.toEpochMilli() - 135_000;
  private static final String DURATION =
      "duration: {start: \"2026-03-01 1228\", end: \"2026-03-01 1230\", step: MINUTE}";

  private final Asked asked = new Asked();

  @BeforeEach
  void aShopAndItsDatabase() {
    write(Schema.SERVICE, EntityKey.of(SHOP), AT_28, new long[] {60, 3, 600, 50, 10});
    write(Schema.SERVICE, EntityKey.of(SHOP), AT_28 + 120_000, new long[] {30, 0, 1_200, 0, 30});
    write(Schema.DATABASE, EntityKey.of(MYSQL), AT_28, new long[] {9, 0, 90, 9, 0});
    name(CatalogKind.SERVICE, EntityKey.of(SHOP), "shop", true);
    name(CatalogKind.SERVICE, EntityKey.of(MYSQL), "mysql:3306", false);
    for (String path : List.of("/a", "/b")) {
      EntityKey key = EntityKey.of(SHOP, Ids.endpoint(SHOP, path));
      write(Schema.ENDPOINT, key, AT_28, new long[] {path.equals("/a") ? 1 : 5, 0, 50, 1, 0});
      name(CatalogKind.ENDPOINT, key, path, true);
    }
    EntityKey pod = EntityKey.of(SHOP, Ids.instance(SHOP, "pod"));
    write(Schema.INSTANCE, pod, AT_28, new long[] {60, 0, 600, 60, 0});
    name(CatalogKind.INSTANCE, pod, "pod", true);
  }

  @Test
  void servicesAndWhatTheyCallAreListedBusiestFirst() {
    assertThat(
            asked.ask(
                "{ listTraffic(scope: Service, %s) { id name calls errors cpm respTime apdex } }"
                    .formatted(DURATION)))
        .isEqualTo(
            "{\"data\":{\"listTraffic\":["
                + "{\"id\":\""
                + SHOP
                + "\",\"name\":\"shop\",\"calls\":90,\"errors\":3,\"cpm\":40.0,\"respTime\":20.0,"
                + "\"apdex\":0.7777777777777778},"
                + "{\"id\":\""
                + MYSQL
                + "\",\"name\":\"mysql:3306\",\"calls\":9,\"errors\":0,\"cpm\":4.0,"
                + "\"respTime\":10.0,\"apdex\":1.0}]}}");
  }

  @Test
  void aSeriesHasAValuePerStepAndTheLastCountsWhatHasPassed() {
    assertThat(
            asked.ask(
                ("{ listTraffic(scope: Service, limit: 1, %s)"
                        + " { cpmSeries respTimeSeries errorSeries percentiles } }")
                    .formatted(DURATION)))
        .isEqualTo(
            "{\"data\":{\"listTraffic\":[{\"cpmSeries\":[60.0,0.0,120.0],"
                + "\"respTimeSeries\":[10.0,null,40.0],\"errorSeries\":[0.05,null,0.0],"
                + "\"percentiles\":[10,40,40,40,40]}]}}");
  }

  @Test
  void aServiceIsListedAloneByItsId() {
    String list = "{ listTraffic(scope: Service, serviceId: \"%s\", %s) { id calls } }";
    for (String id : List.of(SHOP, MYSQL)) {
      assertThat(asked.ask(list.formatted(id, DURATION)))
          .isEqualTo(
              "{\"data\":{\"listTraffic\":[{\"id\":\"%s\",\"calls\":%d}]}}"
                  .formatted(id, id.equals(SHOP) ? 90 : 9));
    }
    assertThat(asked.ask(list.formatted(Ids.service("quiet", true), DURATION)))
        .isEqualTo("{\"data\":{\"listTraffic\":[]}}");
  }

  @Test
  void partsOfAServiceAreListedByItsId() {
    String list = "{ listTraffic(scope: %s, serviceId: \"%s\", %s) { name calls } }";
    assertThat(asked.ask(list.formatted("Endpoint", SHOP, DURATION)))
        .isEqualTo(
            "{\"data\":{\"listTraffic\":[{\"name\":\"/b\",\"calls\":5},{\"name\":\"/a\",\"calls\":1}]}}");
    assertThat(asked.ask(list.formatted("ServiceInstance", SHOP, DURATION)))
        .isEqualTo("{\"data\":{\"listTraffic\":[{\"name\":\"pod\",\"calls\":60}]}}");
    assertThat(asked.ask(list.formatted("Endpoint", MYSQL, DURATION)))
        .isEqualTo("{\"data\":{\"listTraffic\":[]}}");
  }

  @Test
  void whatCannotBeListedIsSaidToBeSo() {
    assertThat(asked.ask("{ listTraffic(scope: Process, %s) { id } }".formatted(DURATION)))
        .contains("traffic is listed of Service, ServiceInstance and Endpoint, not of Process");
    assertThat(asked.ask("{ listTraffic(scope: Endpoint, %s) { id } }".formatted(DURATION)))
        .contains("serviceId");
    assertThat(
            asked.ask(
                "{ listTraffic(scope: Service, limit: 10001, %s) { id } }".formatted(DURATION)))
        .contains("limit is 10001, expected 1 to 10000");
  }

  private void write(MetricFamily family, EntityKey entity, long at, long[] measures) {
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < measures[0]; i++) {
      sketch.add(measures[2] / measures[0]);
    }
    long bucket = Tier.MINUTE.bucketMillis(at, Asked.SHANGHAI);
    asked
        .storage
        .metrics()
        .write(
            List.of(
                new MetricRow(family, Tier.MINUTE, bucket, entity, 1, measures, sketch.toBytes())));
  }

  private void name(CatalogKind kind, EntityKey key, String name, boolean normal) {
    Map<String, String> attributes = Map.of("normal", String.valueOf(normal), "layers", "GENERAL");
    asked
        .storage
        .catalog()
        .put(List.of(new CatalogEntry(kind, key.key(), key.owner(), name, attributes, AT_28)));
  }
}
