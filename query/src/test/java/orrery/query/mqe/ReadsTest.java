// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.model.Tier;
import orrery.query.metrics.Buckets;
import orrery.query.metrics.Entity;
import orrery.query.metrics.MetricCatalogue;
import orrery.query.metrics.MetricReader;
import orrery.store.MemoryStorage;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStore;
import orrery.store.TieredMetrics;

/** How often an expression goes to the store. */
class ReadsTest {
  private final List<String> reads = new ArrayList<>();

  private final MetricStore noting =
      new MetricStore() {
        @Override
        public void write(List<MetricRow> rows) {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<MetricPoint> series(MetricQuery query) {
          reads.add(
              "series of "
                  + query.family().name()
                  + " from "
                  + query.fromMillis() / 60_000
                  + " to "
                  + query.toMillis() / 60_000
                  + (query.sketches() ? " with sketches" : ""));
          return List.of();
        }

        @Override
        public List<MetricPoint> totals(MetricQuery query) {
          reads.add("totals of " + query.family().name());
          return List.of();
        }
      };

  private List<String> readsOf(String expression) {
    MemoryStorage storage = new MemoryStorage();
    TieredMetrics metrics = new TieredMetrics(noting, storage.catalog(), ZoneOffset.UTC);
    Entity entity = new Entity(new Entity.Names("shop", true, "pod-1", "GET:/"), Entity.Names.NONE);
    Result result =
        new Expressions(new MetricReader(MetricCatalogue.STANDARD, metrics, storage))
            .evaluate(
                expression, entity, Buckets.between(Tier.MINUTE, 600_000, 900_000, ZoneOffset.UTC));
    assertThat(result.error()).isNull();
    return reads;
  }

  @Test
  void metricsOfOneFamilyAreReadOnceWithoutSketches() {
    assertThat(readsOf("(service_cpm + service_sla) / service_apdex - avg(service_resp_time)"))
        .containsExactly("series of service from 10 to 15");
  }

  @Test
  void aPercentileBringsSketchesToTheOneRead() {
    assertThat(readsOf("service_percentile{p='50,99'} - service_resp_time"))
        .containsExactly("series of service from 10 to 15 with sketches");
  }

  @Test
  void aTrendWidensTheOneRead() {
    assertThat(readsOf("increase(service_cpm, 3) + service_cpm"))
        .containsExactly("series of service from 7 to 15");
  }

  @Test
  void eachFamilyIsOneRead() {
    assertThat(readsOf("view_as_seq(endpoint_cpm, service_instance_cpm, instance_jvm_cpu)"))
        .containsExactly(
            "series of endpoint from 10 to 15",
            "series of instance from 10 to 15",
            "series of instance_jvm from 10 to 15");
  }

  @Test
  void aRankingIsOneReadOfTotals() {
    assertThat(readsOf("top_n(service_cpm, 5, des)")).containsExactly("totals of service");
  }

  @Test
  void whatIsUnknownOrBeyondTheEntityIsNotRead() {
    assertThat(readsOf("nobody + service_relation_client_cpm + 1")).isEmpty();
  }
}
