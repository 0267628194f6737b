// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.model.LatencySketch;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.Schema;

/** It is 12:30:15 in Shanghai: the minute of 12:29 is the last that is judged. */
class AlarmTest {
  private static final long NOON = Instant.parse("2026-03-01T04:00:00Z").toEpochMilli();
  private static final String SHOP = Ids.service("shop", true);
  private static final EntityKey OF_SHOP = EntityKey.of(SHOP);

  /** Ten calls of a minute: errors, mean in milliseconds. */
  private record Minute(int errors, int meanMillis) {
    long[] measures() {
      return new long[] {10, errors, 10L * meanMillis, 10, 0};
    }
  }

  private static final Minute FINE = new Minute(0, 50);
  private static final Minute SLOW = new Minute(0, 1_001);

  private final Asked asked = new Asked();

  @BeforeEach
  void aService() {
    new Sky(asked).service("shop", "GENERAL", true);
  }

  @Test
  void tellsWhenARuleWasBrokenAndWhenNoLonger() {
    put(Schema.SERVICE, OF_SHOP, SLOW, 10, 11, 12);
    put(Schema.SERVICE, OF_SHOP, FINE, 9, 13, 14, 20, 29);
    assertThat(alarms("1200", "1230", "startTime recoveryTime scope id name message"))
        .isEqualTo(
            "{\"startTime\":"
                + minute(13)
                + ",\"recoveryTime\":"
                + minute(21)
                + ",\"scope\":\"Service\",\"id\":\"c2hvcA==.1\",\"name\":\"shop\",\"message\":"
                + "\"Calls to service shop took more than 1000 ms in 3 of the last 10 minutes\"}");
  }

  @Test
  void anAlarmThatGoesOnHasNotRecovered() {
    put(Schema.SERVICE, OF_SHOP, SLOW, 20, 24, 29);
    assertThat(alarms("1200", "1230", "startTime recoveryTime"))
        .isEqualTo("{\"startTime\":" + minute(30) + ",\"recoveryTime\":null}");
  }

  @Test
  void anAlarmOfBeforeStartsWithTheDuration() {
    put(Schema.SERVICE, OF_SHOP, SLOW, 10, 11, 12);
    assertThat(alarms("1215", "1217", "startTime recoveryTime"))
        .isEqualTo("{\"startTime\":" + minute(16) + ",\"recoveryTime\":null}");
    assertThat(alarms("1220", "1230", "startTime")).isEmpty();
  }

  @Test
  void aMinuteThatIsNotOverIsNotJudged() {
    put(Schema.SERVICE, OF_SHOP, SLOW, 28, 29, 30);
    assertThat(alarms("1200", "1230", "startTime")).isEmpty();
  }

  @Test
  void whatIsJustGoodEnoughIsNoAlarm() {
    put(Schema.SERVICE, OF_SHOP, SLOW, 10, 20, 21); // the third is eleven minutes after the first
    put(Schema.SERVICE, OF_SHOP, new Minute(2, 1_000), 11, 12, 13, 14);
    assertThat(alarms("1200", "1230", "startTime")).isEmpty();
  }

  @Test
  void judgesSuccessAndPercentiles() {
    put(Schema.SERVICE, OF_SHOP, new Minute(3, 50), 10, 11);
    LatencySketch tail = new LatencySketch();
    for (int call = 0; call < 50; call++) {
      tail.add(call == 0 ? 3_000 : 20);
    }
    for (int minute = 20; minute < 23; minute++) {
      put(Schema.SERVICE, OF_SHOP, minute, FINE, tail);
    }
    assertThat(alarms("1200", "1230", "startTime recoveryTime snapshot { expression }"))
        .isEqualTo(
            "{\"startTime\":"
                + minute(23)
                + ",\"recoveryTime\":null,\"snapshot\":{\"expression\":"
                + "\"sum(service_percentile{p='99'} > 1000) >= 3\"}},"
                + "{\"startTime\":"
                + minute(12)
                + ",\"recoveryTime\":"
                + minute(21)
                + ",\"snapshot\":{\"expression\":\"sum(service_sla < 8000) >= 2\"}}");
  }

  @Test
  void namesInstancesAndDatabases() {
    new Sky(asked)
        .instance("shop", "pod-1", Map.of(), Asked.NOW.toEpochMilli())
        .service("mysql:3306", "VIRTUAL_DATABASE", false);
    String pod = Ids.instance(SHOP, "pod-1");
    put(Schema.INSTANCE, new EntityKey(Keys.of(SHOP), Keys.of(pod)), SLOW, 10, 12);
    put(Schema.DATABASE, EntityKey.of(Ids.service("mysql:3306", false)), SLOW, 11, 13);
    String fields = "id name scope message";
    String database =
        "{\"id\":\"bXlzcWw6MzMwNg==.0\",\"name\":\"mysql:3306\",\"scope\":\"Service\",\"message\":"
            + "\"Statements sent to database mysql:3306 took more than 1000 ms"
            + " in 2 of the last 10 minutes\"}";
    String instance =
        "{\"id\":\""
            + pod
            + "\",\"name\":\"pod-1 of shop\",\"scope\":\"ServiceInstance\",\"message\":"
            + "\"Calls to instance pod-1 of shop took more than 1000 ms"
            + " in 2 of the last 10 minutes\"}";
    assertThat(alarms("1200", "1230", fields)).isEqualTo(database + ',' + instance);
    assertThat(ask("1200", "1230", "scope: ServiceInstance, paging: {pageSize: 5}", fields))
        .isEqualTo(instance);
    assertThat(ask("1200", "1230", "paging: {pageNum: 2, pageSize: 1}", fields))
        .isEqualTo(instance);
    assertThat(ask("1200", "1230", "paging: {pageNum: 0, pageSize: 1}", fields))
        .as("page 0 is the first, as with traces")
        .isEqualTo(database);
    assertThat(ask("1200", "1230", "keyword: \"mysql\", paging: {pageSize: 5}", fields))
        .isEqualTo(database);
    assertThat(
            ask(
                "1200",
                "1230",
                "tags: [{key: \"level\", value: \"x\"}], paging: {pageSize: 5}",
                fields))
        .isEmpty();
  }

  @Test
  void countsHowManyBegan() {
    put(Schema.SERVICE, OF_SHOP, SLOW, 10, 11, 12);
    assertThat(asked.ask("{ getAlarmTrend(" + duration("1211", "1214") + ") { numOfAlarm } }"))
        .isEqualTo("{\"data\":{\"getAlarmTrend\":{\"numOfAlarm\":[0,0,1,0]}}}");
  }

  @Test
  void leavesOutWhatRetentionTook() {
    put(Schema.SERVICE, EntityKey.of(Ids.service("gone", true)), SLOW, 10, 11, 12);
    assertThat(alarms("1200", "1230", "startTime")).isEmpty();
  }

  @Test
  void saysWhatCannotBeAsked() {
    assertThat(
            asked.ask(
                "{ getAlarm(duration: {start: \"2026-02-20\", end: \"2026-03-01\", step: DAY},"
                    + " paging: {pageSize: 1}) { msgs { id } } }"))
        .contains("alarms are told for a day at once: ask for a shorter time");
    assertThat(
            asked.ask(
                "{ getAlarm("
                    + duration("1200", "1230")
                    + ", paging: {pageSize: 0}) { msgs { id } } }"))
        .contains("pageSize is 0, expected 1 to 10000");
  }

  /** The alarms' JSON, without what is around it. */
  private String alarms(String start, String end, String fields) {
    return ask(start, end, "paging: {pageSize: 20}", fields);
  }

  private String ask(String start, String end, String arguments, String fields) {
    String answer =
        asked.ask(
            "{ getAlarm("
                + duration(start, end)
                + ", "
                + arguments
                + ") { msgs { "
                + fields
                + " } } }");
    String before = "{\"data\":{\"getAlarm\":{\"msgs\":[";
    String after = "]}}}";
    assertThat(answer).startsWith(before).endsWith(after);
    return answer.substring(before.length(), answer.length() - after.length());
  }

  private static String duration(String start, String end) {
    return "duration: {start: \"2026-03-01 %s\", end: \"2026-03-01 %s\", step: MINUTE}"
        .formatted(start, end);
  }

  private static long minute(int after) {
    return NOON + after * 60_000L;
  }

  private void put(MetricFamily family, EntityKey entity, Minute counted, int... minutes) {
    for (int minute : minutes) {
      put(family, entity, minute, counted, new LatencySketch());
    }
  }

  private void put(
      MetricFamily family, EntityKey entity, int minute, Minute counted, LatencySketch sketch) {
    new Sky(asked, Instant.ofEpochMilli(minute(minute)))
        .row(family, entity, counted.measures(), sketch);
  }
}
