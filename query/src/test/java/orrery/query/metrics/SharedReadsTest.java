// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.Schema;

class SharedReadsTest {
  private static MetricQuery query(String service) {
    return MetricQuery.of(
        Schema.SERVICE, Tier.MINUTE, 0, 60_000, List.of(EntityKey.of(service)), false);
  }

  @Test
  void equalReadsAtOnceAreDoneOnce() throws ExecutionException, InterruptedException {
    AtomicInteger count = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(20);
    SharedReads reads =
        new SharedReads(query -> {
          count.incrementAndGet();
          return List.of(new MetricPoint(EntityKey.of("a.1"), 0, new long[5], null));
        });
    List<Future<List<MetricPoint>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(
            threads.submit(() -> {
              all.countDown();
              all.await();
              return reads.series(query("a.1"));
            }));
      }
    }
    for (Future<List<MetricPoint>> answer : answers) {
      assertThat(answer.get()).hasSize(1);
    }
    assertThat(count).hasValue(1);
    assertThat(reads.series(query("b.1"))).hasSize(1);
    assertThat(count).hasValue(2);
  }

  @Test
  void aFaultReachesEverybodyWhoAsked() {
    SharedReads reads =
        new SharedReads(query -> {
          throw new Fault.Unavailable("disk on fire");
        });
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> reads.series(query("a.1")))
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessage("disk on fire");
    }
  }
}
