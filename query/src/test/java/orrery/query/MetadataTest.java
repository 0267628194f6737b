// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.model.Ids;

class MetadataTest {
  private static final String SHOP = Ids.service("shop", true);
  private static final String DURATION =
      "duration: {start: \"2026-03-01 1200\", end: \"2026-03-01 1230\", step: MINUTE}";

  /** Noon in Shanghai. */
  private static final long NOON = 1_772_337_600_000L;

  private final Asked asked = new Asked();
  private final Sky sky = new Sky(asked);

  @Test
  void listsServicesOfALayerWithTheirParts() {
    sky.service("agent::shop", "GENERAL,K8S_SERVICE", true)
        .service("mysql:3306", "VIRTUAL_DATABASE", false);
    assertThat(
            asked.ask(
                "{ listServices(layer: \"GENERAL\") { id name group shortName layers normal } }"))
        .isEqualTo(
            "{\"data\":{\"listServices\":[{\"id\":\"YWdlbnQ6OnNob3A=.1\",\"name\":\"agent::shop\","
                + "\"group\":\"agent\",\"shortName\":\"shop\","
                + "\"layers\":[\"GENERAL\",\"K8S_SERVICE\"],\"normal\":true}]}}");
    assertThat(asked.ask("{ listLayers }"))
        .isEqualTo(
            "{\"data\":{\"listLayers\":[\"GENERAL\",\"K8S_SERVICE\",\"VIRTUAL_DATABASE\"]}}");
    assertThat(asked.ask("{ listServices { id } }"))
        .isEqualTo(
            "{\"data\":{\"listServices\":[{\"id\":\"YWdlbnQ6OnNob3A=.1\"},"
                + "{\"id\":\"bXlzcWw6MzMwNg==.0\"}]}}");
  }

  @Test
  void findsAServiceByIdOrName_nullWhenThereIsNone() {
    sky.service("mysql:3306", "VIRTUAL_DATABASE", false);
    assertThat(asked.ask("{ getService(serviceId: \"bXlzcWw6MzMwNg==.0\") { name normal } }"))
        .isEqualTo("{\"data\":{\"getService\":{\"name\":\"mysql:3306\",\"normal\":false}}}");
    assertThat(asked.ask("{ findService(serviceName: \"mysql:3306\") { id group } }"))
        .isEqualTo("{\"data\":{\"findService\":{\"id\":\"bXlzcWw6MzMwNg==.0\",\"group\":\"\"}}}");
    assertThat(
            asked.ask(
                "{ a: getService(serviceId: \"none\") { id } b: findService(serviceName: \"\") { id"
                    + " } c: getInstance(instanceId: \"%_'\\\"\") { id } d:"
                    + " getEndpointInfo(endpointId: \"\") { id } }"))
        .isEqualTo("{\"data\":{\"a\":null,\"b\":null,\"c\":null,\"d\":null}}");
  }

  @Test
  void listsInstancesThatWereAlive() {
    sky.instance(
            "shop",
            "pod-1",
            Map.of(
                "language", "java", "layer", "GENERAL", "properties", "{\"os\":\"a \\\"b\\\"\"}"),
            NOON - 50_000)
        .instance("shop", "gone", Map.of(), NOON - 61_000)
        .instance("other", "pod-2", Map.of(), NOON);
    assertThat(
            asked.ask(
                "{ listInstances("
                    + DURATION
                    + ", serviceId: \""
                    + SHOP
                    + "\") { id name language instanceUUID attributes { name value } layer } }"))
        .isEqualTo(
            "{\"data\":{\"listInstances\":[{\"id\":\"c2hvcA==.1_cG9kLTE=\",\"name\":\"pod-1\","
                + "\"language\":\"JAVA\",\"instanceUUID\":\"c2hvcA==.1_cG9kLTE=\","
                + "\"attributes\":[{\"name\":\"os\",\"value\":\"a \\\"b\\\"\"}],"
                + "\"layer\":\"GENERAL\"}]}}");
    assertThat(
            asked.ask(
                "{ getInstance(instanceId: \"c2hvcA==.1_Z29uZQ==\") { name language attributes {"
                    + " name } } }"))
        .isEqualTo(
            "{\"data\":{\"getInstance\":{\"name\":\"gone\",\"language\":\"UNKNOWN\","
                + "\"attributes\":[]}}}");
  }

  @Test
  void findsEndpointsByKeywordTakenLiterally() {
    String evil = "GET:/%_\"'\\\u0000<b>\uD83D\uDE00";
    sky.endpoint("shop", "GET:/cart", NOON)
        .endpoint("shop", evil, NOON)
        .endpoint("shop", "GET:/old", NOON - 86_400_000);
    String query =
        "query ($keyword: String, $limit: Int!) { findEndpoint(serviceId: \""
            + SHOP
            + "\", keyword: $keyword, limit: $limit) { id name } }";
    assertThat(asked.ask(query, Map.of("keyword", "CART", "limit", 20)))
        .isEqualTo(
            "{\"data\":{\"findEndpoint\":[{\"id\":\"c2hvcA==.1_R0VUOi9jYXJ0\","
                + "\"name\":\"GET:/cart\"}]}}");
    assertThat(asked.ask(query, Map.of("keyword", "%_\"'\\", "limit", 20)))
        .isEqualTo(
            "{\"data\":{\"findEndpoint\":[{\"id\":\""
                + Ids.endpoint(SHOP, evil)
                + "\",\"name\":\"GET:/%_\\\"'\\\\\\u0000<b>\uD83D\uDE00\"}]}}");
    assertThat(asked.ask(query, Map.of("limit", 1)))
        .isEqualTo(
            "{\"data\":{\"findEndpoint\":[{\"id\":\""
                + Ids.endpoint(SHOP, evil)
                + "\",\"name\":\"GET:/%_\\\"'\\\\\\u0000<b>\uD83D\uDE00\"}]}}");
    assertThat(asked.ask(query, Map.of("limit", -1)))
        .contains("limit is -1, expected 0 or more", "\"code\":\"INVALID\"");
    assertThat(
            asked.ask(
                "{ findEndpoint(serviceId: \""
                    + SHOP
                    + "\", keyword: \"old\", limit: 2000000000, "
                    + DURATION
                    + ") { id } }"))
        .isEqualTo("{\"data\":{\"findEndpoint\":[]}}");
  }

  @Test
  void tellsWhereAnEndpointBelongs() {
    sky.endpoint("shop", "GET:/cart", NOON);
    assertThat(
            asked.ask(
                "{ getEndpointInfo(endpointId: \"c2hvcA==.1_R0VUOi9jYXJ0\") "
                    + "{ id name serviceId serviceName } }"))
        .isEqualTo(
            "{\"data\":{\"getEndpointInfo\":{\"id\":\"c2hvcA==.1_R0VUOi9jYXJ0\","
                + "\"name\":\"GET:/cart\",\"serviceId\":\"c2hvcA==.1\",\"serviceName\":\"shop\"}}}");
  }

  @Test
  void servesClientsFromBeforeLayers() {
    sky.service("a::shop", "GENERAL", true)
        .service("b::cart", "GENERAL", true)
        .service("web", "BROWSER", true)
        .service("mysql:3306", "VIRTUAL_DATABASE", false);
    assertThat(
            asked.ask(
                "{ all: getAllServices("
                    + DURATION
                    + ") { name } group: getAllServices(group: \"b\", "
                    + DURATION
                    + ") { name } found: searchServices(keyword: \"SHOP\", "
                    + DURATION
                    + ") { name } one: searchService(serviceCode: \"b::cart\") { group } "
                    + "none: searchService(serviceCode: \"web\") { id } "
                    + "browsers: getAllBrowserServices("
                    + DURATION
                    + ") { name } databases: getAllDatabases("
                    + DURATION
                    + ") { id name type } brief: getGlobalBrief("
                    + DURATION
                    + ") { numOfService numOfDatabase } }"))
        .isEqualTo(
            "{\"data\":{\"all\":[{\"name\":\"a::shop\"},{\"name\":\"b::cart\"}],"
                + "\"group\":[{\"name\":\"b::cart\"}],\"found\":[{\"name\":\"a::shop\"}],"
                + "\"one\":{\"group\":\"b\"},\"none\":null,\"browsers\":[{\"name\":\"web\"}],"
                + "\"databases\":[{\"id\":\"bXlzcWw6MzMwNg==.0\",\"name\":\"mysql:3306\","
                + "\"type\":\"\"}],\"brief\":{\"numOfService\":2,\"numOfDatabase\":1}}}");
  }

  @Test
  void tellsTheTimeOfTheServersZone() {
    assertThat(asked.ask("{ getTimeInfo { timezone currentTimestamp } }"))
        .isEqualTo(
            "{\"data\":{\"getTimeInfo\":{\"timezone\":\"+0800\","
                + "\"currentTimestamp\":1772339415000}}}");
    assertThat(new Asked(ZoneId.of("Asia/Kolkata"), Map.of()).ask("{ getTimeInfo { timezone } }"))
        .isEqualTo("{\"data\":{\"getTimeInfo\":{\"timezone\":\"+0530\"}}}");
    assertThat(new Asked(ZoneId.of("UTC"), Map.of()).ask("{ getTimeInfo { timezone } }"))
        .isEqualTo("{\"data\":{\"getTimeInfo\":{\"timezone\":\"+0000\"}}}");
  }

  @Test
  void tellsHowLongDataIsKept() {
    Asked kept =
        new Asked(
            Asked.SHANGHAI,
            Map.of("SW_CORE_RECORD_DATA_TTL", "5", "SW_CORE_METRICS_DATA_TTL", "9"));
    assertThat(
            kept.ask(
                "{ getRecordsTTL { normal trace coldTrace } getMetricsTTL { minute day coldDay }"
                    + " }"))
        .isEqualTo(
            "{\"data\":{\"getRecordsTTL\":{\"normal\":5,\"trace\":5,\"coldTrace\":-1},"
                + "\"getMetricsTTL\":{\"minute\":9,\"day\":9,\"coldDay\":-1}}}");
  }

  @Test
  void knowsNoProcesses() {
    assertThat(
            asked.ask(
                "{ listProcesses(instanceId: \"x\", "
                    + DURATION
                    + ") { id } getProcess(processId: \"x\") { id } "
                    + "estimateProcessScale(serviceId: \"x\", labels: []) }"))
        .isEqualTo(
            "{\"data\":{\"listProcesses\":[],\"getProcess\":null,\"estimateProcessScale\":0}}");
  }
}
