// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The real Node.js agent in small programs: a frontend that asks a backend, which asks a payment
 * service, a database and a cache. The server runs in a half-hour time zone, since wrong hours are
 * what such zones got elsewhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeAgentTest {
  private static final int HOMES = 20;
  private static final int BUYS = 10;
  private static final int BROKEN = 5;
  private static final int REQUESTS = HOMES + BUYS + BROKEN;

  /** What the cache's client says to its server when it connects: one hello, two client. */
  private static final int CACHE_GREETINGS = 3;

  /** The agent sends its first heartbeat after 20 s. */
  private static final Duration FIRST_HEARTBEAT = Duration.ofSeconds(30);

  private static final Duration AGENT_FLUSH_AND_COMMIT = Duration.ofSeconds(15);

  @AutoClose
  private final OrreryProcess orrery =
      OrreryProcess.start(OrreryProcess.Launch.fresh("node", Map.of("TZ", "Asia/Kolkata")));

  @AutoClose private final NodeShop shop = new NodeShop(orrery.ports().grpc());

  private final Metrics metrics = orrery.metrics();
  private final Traces traces = new Traces(orrery.graphQl());
  private final Catalog catalog = new Catalog(orrery.graphQl());

  @BeforeAll
  void visitTheShop() {
    for (int i = 0; i < HOMES; i++) {
      assertThat(shop.visit("/home")).isEqualTo("200 7 left");
    }
    for (int i = 0; i < BUYS; i++) {
      assertThat(shop.visit("/buy")).isEqualTo("200 paid");
    }
    for (int i = 0; i < BROKEN; i++) {
      assertThat(shop.visit("/broken")).isEqualTo("500 on purpose");
    }
    Awaitility.await()
        .atMost(AGENT_FLUSH_AND_COMMIT)
        .untilAsserted(() -> {
          assertThat(calls("frontend")).isEqualTo(REQUESTS);
          assertThat(calls("backend")).isEqualTo(REQUESTS);
          assertThat(calls("payment")).isEqualTo(BUYS);
        });
  }

  @Test
  void listsTheServicesByLayer() {
    assertThat(catalog.services("GENERAL")).containsExactly("backend", "frontend", "payment");
    assertThat(catalog.services("VIRTUAL_DATABASE")).containsExactly(shop.mysqlAddress());
    // This agent does not tag the kind of cache, which a virtual cache needs; the topology has it.
    assertThat(catalog.services("VIRTUAL_CACHE")).isEmpty();
  }

  @Test
  void countsErrorsPerService() {
    assertThat(errors(Metrics.service("frontend"))).isEqualTo(BROKEN);
    assertThat(errors(Metrics.service("backend"))).isEqualTo(BROKEN);
    assertThat(errors(Metrics.service("payment"))).isZero();
  }

  @Test
  void countsCallsPerInstance() {
    assertThat(metrics.sum("service_instance_cpm", Metrics.instance("frontend", "frontend-1")))
        .isEqualTo(REQUESTS);
    assertThat(metrics.sum("service_instance_cpm", Metrics.instance("payment", "payment-1")))
        .isEqualTo(BUYS);
  }

  @Test
  void countsCallsAndErrorsPerEndpoint() {
    assertThat(endpointCalls("frontend"))
        .containsExactly(
            entry("GET:/broken", (long) BROKEN),
            entry("GET:/buy", (long) BUYS),
            entry("GET:/home", (long) HOMES));
    assertThat(endpointCalls("backend"))
        .containsExactly(
            entry("GET:/fail", (long) BROKEN),
            entry("GET:/order", (long) BUYS),
            entry("GET:/stock", (long) HOMES));
    assertThat(endpointCalls("payment")).containsExactly(entry("GET:/pay", (long) BUYS));
    assertThat(endpointErrors("frontend", "GET:/broken")).isEqualTo(BROKEN);
    assertThat(endpointErrors("frontend", "GET:/home")).isZero();
  }

  @Test
  void countsCallsOfRelationsOnBothSides() {
    assertRelation(Metrics.virtualService("User"), "frontend", 0, REQUESTS);
    assertRelation(Metrics.service("frontend"), "backend", REQUESTS, REQUESTS);
    assertRelation(Metrics.service("backend"), "payment", BUYS, BUYS);
    assertThat(clientCalls("backend", shop.mysqlAddress())).isEqualTo(HOMES);
    assertThat(clientCalls("backend", shop.redisAddress())).isEqualTo(HOMES + CACHE_GREETINGS);
  }

  @Test
  void countsErrorsOfRelationsOnBothSides() {
    Map<String, Object> relation =
        Metrics.relation(Metrics.service("frontend"), Metrics.service("backend"));
    assertThat(
            metrics.errors(
                "service_relation_client_cpm", "service_relation_client_call_sla", relation))
        .isEqualTo(BROKEN);
    assertThat(
            metrics.errors(
                "service_relation_server_cpm", "service_relation_server_call_sla", relation))
        .isEqualTo(BROKEN);
  }

  @Test
  void countsCallsOfEndpointRelations() {
    // This agent leaves out the calling endpoint, which the protocol then calls User.
    Map<String, Object> relation =
        Metrics.with(
            Metrics.relation(Metrics.service("frontend"), Metrics.service("backend")),
            Map.of(
                "scope",
                "EndpointRelation",
                "endpointName",
                "User",
                "destEndpointName",
                "GET:/stock"));
    assertThat(metrics.sum("endpoint_relation_cpm", relation)).isEqualTo(HOMES);
  }

  @Test
  void seesTheDatabaseThroughItsCaller() {
    assertThat(metrics.sum("database_access_cpm", Metrics.virtualService(shop.mysqlAddress())))
        .isEqualTo(HOMES);
  }

  @Test
  void drawsTheWholeTopology() {
    assertThat(Topology.global(orrery.graphQl()))
        .isEqualTo(
            new Topology(
                new TreeSet<>(
                    Set.of(
                        "User (USER, not real)",
                        "frontend (http, real)",
                        "backend (http, real)",
                        "payment (http, real)",
                        shop.mysqlAddress() + " (Mysql, not real)",
                        shop.redisAddress() + " (Redis, not real)")),
                new TreeSet<>(
                    Set.of(
                        "User -> frontend [SERVER]",
                        "frontend -> backend [CLIENT, SERVER]",
                        "backend -> payment [CLIENT, SERVER]",
                        "backend -> " + shop.mysqlAddress() + " [CLIENT]",
                        "backend -> " + shop.redisAddress() + " [CLIENT]"))));
  }

  @Test
  void findsTracesByServiceStateAndTag() {
    String frontend = catalog.serviceId("frontend");
    assertThat(traces.find(Map.of("serviceId", frontend), 100)).hasSize(REQUESTS);
    List<JsonNode> failed = traces.find(Map.of("serviceId", frontend, "traceState", "ERROR"), 100);
    assertThat(failed).hasSize(BROKEN).allMatch(trace -> trace.path("isError").asBoolean());
    Map<String, ?> byTag =
        Map.of(
            "serviceId",
            frontend,
            "tags",
            List.of(Map.of("key", "http.status_code", "value", "500")));
    assertThat(traces.find(byTag, 100)).hasSize(BROKEN);
  }

  @Test
  void showsACompleteTrace() {
    List<JsonNode> found = traces.find(Map.of("serviceId", catalog.serviceId("payment")), 100);
    assertThat(found).hasSize(BUYS);
    List<JsonNode> spans = traces.spans(found.get(0).path("traceIds").path(0).asString());

    Map<String, JsonNode> byName = new TreeMap<>();
    spans.forEach(span ->
        byName.put(
            span.path("type").asString() + " " + span.path("endpointName").asString(), span));
    assertThat(spans).hasSize(5);
    assertThat(byName)
        .containsOnlyKeys(
            "Entry GET:/buy", "Exit /order", "Entry GET:/order", "Exit /pay", "Entry GET:/pay");
    assertThat(spans.stream().map(span -> span.path("segmentId").asString()).distinct()).hasSize(3);

    assertRefersTo(node(byName, "Entry GET:/order"), node(byName, "Exit /order"));
    assertRefersTo(node(byName, "Entry GET:/pay"), node(byName, "Exit /pay"));
    assertThat(node(byName, "Entry GET:/buy").path("refs")).isEmpty();

    JsonNode exit = node(byName, "Exit /order");
    assertThat(exit.path("peer").asString()).isEqualTo(shop.backendAddress());
    assertThat(exit.path("layer").asString()).isEqualTo("Http");
    assertThat(exit.path("component").asString()).isEqualTo("HttpClient");
    assertThat(exit.path("isError").asBoolean()).isFalse();
    assertThat(exit.path("serviceCode").asString()).isEqualTo("frontend");
    assertThat(exit.path("serviceInstanceName").asString()).isEqualTo("frontend-1");
    assertThat(tags(exit))
        .containsExactly(
            "http.url=http://" + shop.backendAddress() + "/order",
            "http.method=GET",
            "http.status_code=200",
            "http.status.msg=OK");
  }

  @Test
  void showsInstancesWithLanguageAndProperties() {
    Awaitility.await()
        .atMost(FIRST_HEARTBEAT)
        .untilAsserted(() -> {
          List<JsonNode> instances = catalog.instances("frontend");
          assertThat(instances).hasSize(1);
          JsonNode instance = instances.get(0);
          assertThat(instance.path("name").asString()).isEqualTo("frontend-1");
          assertThat(instance.path("language").asString()).isEqualTo("NODEJS");
          assertThat(Catalog.attributes(instance))
              .containsEntry("OS Name", "linux")
              .containsEntry("Process No.", "" + shop.frontendPid());
        });
  }

  private Map<String, Long> endpointCalls(String service) {
    Map<String, Long> calls = new LinkedHashMap<>();
    for (String endpoint : catalog.endpoints(service)) {
      calls.put(endpoint, metrics.sum("endpoint_cpm", Metrics.endpoint(service, endpoint)));
    }
    return calls;
  }

  private long calls(String service) {
    return metrics.sum("service_cpm", Metrics.service(service));
  }

  private long errors(Map<String, Object> service) {
    return metrics.errors("service_cpm", "service_sla", service);
  }

  private long endpointErrors(String service, String endpoint) {
    return metrics.errors("endpoint_cpm", "endpoint_sla", Metrics.endpoint(service, endpoint));
  }

  private void assertRelation(Map<String, Object> from, String to, long client, long server) {
    Map<String, Object> relation = Metrics.relation(from, Metrics.service(to));
    assertThat(metrics.sum("service_relation_client_cpm", relation)).isEqualTo(client);
    assertThat(metrics.sum("service_relation_server_cpm", relation)).isEqualTo(server);
  }

  private long clientCalls(String service, String address) {
    return metrics.sum(
        "service_relation_client_cpm",
        Metrics.relation(Metrics.service(service), Metrics.virtualService(address)));
  }

  private static void assertRefersTo(JsonNode entry, JsonNode exit) {
    assertThat(entry.path("refs")).hasSize(1);
    JsonNode reference = entry.path("refs").path(0);
    assertThat(reference.path("type").asString()).isEqualTo("CROSS_PROCESS");
    assertThat(reference.path("traceId")).isEqualTo(exit.path("traceId"));
    assertThat(reference.path("parentSegmentId")).isEqualTo(exit.path("segmentId"));
    assertThat(reference.path("parentSpanId")).isEqualTo(exit.path("spanId"));
  }

  private static List<String> tags(JsonNode span) {
    List<String> tags = new ArrayList<>();
    span.path("tags")
        .forEach(tag -> tags.add(tag.path("key").asString() + "=" + tag.path("value").asString()));
    return tags;
  }

  private static JsonNode node(Map<String, JsonNode> spans, String name) {
    return Objects.requireNonNull(spans.get(name), name);
  }
}
