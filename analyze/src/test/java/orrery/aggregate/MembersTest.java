// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.model.InstancePing;
import orrery.model.InstanceProperties;
import orrery.model.Layer;
import orrery.model.SpanLayer;
import orrery.model.Tag;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.MemoryStorage;

/** Several members on one store give exactly the numbers of one, whoever is told what. */
class MembersTest {
  private static final long MINUTE = 60_000;
  private static final long START = Instant.parse("2024-02-29T10:50:30Z").toEpochMilli();

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  void membersTogetherStoreWhatOneStores(int count) {
    List<String> one = play(1);
    List<String> several = play(count);
    assertThat(one).hasSizeGreaterThan(500);
    assertThat(one).anyMatch(line -> line.startsWith("DAY endpoint"));
    assertThat(several.stream().filter(line -> !one.contains(line))).as("more").isEmpty();
    assertThat(several).hasSameSizeAs(one);
  }

  /** An hour of a small shop, with reports that come late, and the roll-ups of its day. */
  private static List<String> play(int count) {
    MemoryStorage storage = new MemoryStorage();
    try (Members members = new Members(storage, count, START)) {
      Shop shop = new Shop(members);
      shop.introduce();
      members.pass(6_000); // everybody learns who answers where
      for (int step = 0; step < 30; step++) {
        shop.trade(10, 90_000);
        members.pass(10_000);
      }
      members.passUntil(Instant.parse("2024-02-29T11:03:30Z").toEpochMilli());
      Maintenance leader = members.leader();
      leader.step();
      shop.trade(10, 20 * MINUTE); // windows are closed, the hour is rolled up
      members.pass(20_000);
      members.pass(20_000);
      leader.step();
      members.passUntil(Instant.parse("2024-03-01T00:10:00Z").toEpochMilli());
      members.leader().step(); // another leads now
      shop.trade(10, 14 * 60 * MINUTE);
      members.pass(20_000);
      members.pass(20_000);
      leader.step();
    }
    return Contents.of(storage);
  }

  @Test
  void whatOneMemberHearsOfAThingAddsToWhatTheOthersHeard() {
    MemoryStorage storage = new MemoryStorage();
    try (Members members = new Members(storage, 2, START)) {
      members.of(0).keepAlive(new InstancePing("cart", "cart-1", Layer.GENERAL));
      members.of(1).keepAlive(new InstancePing("cart", "cart-1", Layer.MESH));
      members.pass(0); // both at once: one has overwritten the other
      members.pass(4_000);
      members.pass(4_000);
      assertThat(entry(storage, CatalogKind.SERVICE).attributes())
          .containsEntry("layers", "GENERAL,MESH");
    }
  }

  @Test
  void theNewestPropertiesOfAnInstanceStayWhoeverHearsOfItNext() {
    MemoryStorage storage = new MemoryStorage();
    try (Members members = new Members(storage, 2, START)) {
      members.of(0).properties(properties("1"));
      members.pass(10_000);
      members.of(1).properties(properties("2"));
      members.pass(70_000);
      members.of(0).keepAlive(new InstancePing("cart", "cart-1", Layer.GENERAL));
      members.pass(70_000);
      assertThat(entry(storage, CatalogKind.INSTANCE).attributes())
          .containsEntry("properties", "{\"version\":\"2\"}");
    }
  }

  @Test
  void anAddressThatOneMemberLearnsIsKnownToAll() {
    MemoryStorage storage = new MemoryStorage();
    try (Members members = new Members(storage, 2, START)) {
      Shop.Step entry = new Shop.Step("orders", "orders-1", START, 10);
      members.of(0).segment(entry.calledBy("front", "front-1", "orders:80"));
      members.pass(6_000);
      Shop.Step exit = new Shop.Step("front", "front-1", START, 10);
      members.of(1).segment(exit.calling("orders:80", SpanLayer.HTTP, 2));
      members.pass(0);
      assertThat(
              storage.catalog().list(CatalogQuery.all(CatalogKind.SERVICE_RELATION, 10)).stream()
                  .map(CatalogEntry::name)
                  .distinct())
          .containsExactly("front -> orders");
    }
  }

  @Test
  void theLowestComponentOfARelationHoldsWhoeverSawIt() {
    MemoryStorage storage = new MemoryStorage();
    try (Members members = new Members(storage, 2, START)) {
      Shop.Step exit = new Shop.Step("front", "front-1", START, 10);
      members.of(0).segment(exit.calling("orders:80", SpanLayer.HTTP, 2));
      members.pass(10_000);
      members.of(1).segment(exit.calling("orders:80", SpanLayer.HTTP, 5));
      members.pass(10_000);
      assertThat(entry(storage, CatalogKind.SERVICE_RELATION).attributes())
          .containsEntry("component", "2");
    }
  }

  @Test
  void endpointsOfOneMemberCountForTheBudgetOfAll() {
    MemoryStorage storage = new MemoryStorage();
    try (Members members = new Members(storage, 2, START)) {
      endpoints(members, 0, 0, 1900); // of a budget of 2,000 names, and 500 more as templates
      endpoints(members, 1, 0, 1);
      members.pass(6_000);
      endpoints(members, 1, 1900, 2700);
      members.pass(6_000);
      endpoints(members, 0, 1900, 2700);
      members.pass(6_000);
      assertThat(
              storage.catalog().list(CatalogQuery.all(CatalogKind.ENDPOINT, 5_000)).stream()
                  .filter(entry -> entry.name().startsWith("/n"))
                  .count())
          .isEqualTo(2500);
    }
  }

  private static void endpoints(Members members, int member, int from, int to) {
    for (int i = from; i < to; i++) {
      Shop.Step step = new Shop.Step("wide", "wide-1", START, 10);
      members.of(member).segment(step.answering("/n" + Integer.toString(i + 40_000, 36) + "z"));
    }
    members.pass(0);
  }

  private static CatalogEntry entry(MemoryStorage storage, CatalogKind kind) {
    return storage.catalog().list(CatalogQuery.all(kind, 10)).getFirst();
  }

  private static InstanceProperties properties(String version) {
    return new InstanceProperties(
        "cart", "cart-1", Layer.GENERAL, List.of(new Tag("version", version)));
  }

  /** Buckets of hours and days begin where UTC's do. */
  static final ZoneOffset ZONE = ZoneOffset.UTC;
}
