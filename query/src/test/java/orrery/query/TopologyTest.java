// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.model.Ids;

/**
 * User calls shop, shop calls cart at 10.0.0.7:8080, which is known to be cart, and mysql; all in
 * the minute of 12:30 in Shanghai.
 */
class TopologyTest {
  private static final int SPRING = 14;
  private static final int TOMCAT = 1;
  private static final int FEIGN = 11;
  private static final int MYSQL_DRIVER = 33;
  private static final String USER = "VXNlcg==.0";
  private static final String SHOP = Ids.service("shop", true);
  private static final String CART = Ids.service("cart", true);
  private static final String CART_ADDRESS = Ids.service("10.0.0.7:8080", true);
  private static final String MYSQL = Ids.service("mysql:3306", false);
  private static final String POD = Ids.instance(SHOP, "pod-1");
  private static final String CART_POD = Ids.instance(CART, "pod-2");
  private static final String DURATION =
      "duration: {start: \"2026-03-01 1215\", end: \"2026-03-01 1230\", step: MINUTE}";
  private static final String BEFORE =
      "duration: {start: \"2026-03-01 1215\", end: \"2026-03-01 1229\", step: MINUTE}";

  private final Asked asked = new Asked();

  @BeforeEach
  void someCalls() {
    new Sky(asked)
        .service("shop", "GENERAL", true)
        .service("cart", "GENERAL", true)
        .service("mysql:3306", "VIRTUAL_DATABASE", false)
        .alias("10.0.0.7:8080", CART, CART_POD)
        .calls(USER, SHOP, TOMCAT, "server")
        .calls(SHOP, CART_ADDRESS, FEIGN, "client")
        .calls(SHOP, CART, SPRING, "server")
        .calls(SHOP, MYSQL, MYSQL_DRIVER, "client")
        .callsInstance(POD, Ids.instance(CART_ADDRESS, "10.0.0.7:8080"), FEIGN, "client")
        .callsInstance(POD, CART_POD, SPRING, "server")
        .callsEndpoint(Ids.USER, Ids.USER, "shop", "GET:/buy", TOMCAT)
        .callsEndpoint("shop", "GET:/buy", "cart", "GET:/items", SPRING);
  }

  @Test
  void drawsTheWholeMap() {
    assertThat(
            asked.ask(
                "{ getGlobalTopology("
                    + DURATION
                    + ") { nodes { id name type isReal layers } calls { id source target"
                    + " sourceComponents targetComponents detectPoints } } }"))
        .isEqualTo(
            "{\"data\":{\"getGlobalTopology\":{\"nodes\":["
                + "{\"id\":\"VXNlcg==.0\",\"name\":\"User\",\"type\":\"USER\",\"isReal\":false,"
                + "\"layers\":[\"UNDEFINED\"]},"
                + "{\"id\":\"c2hvcA==.1\",\"name\":\"shop\",\"type\":\"Tomcat\",\"isReal\":true,"
                + "\"layers\":[\"GENERAL\"]},"
                + "{\"id\":\"Y2FydA==.1\",\"name\":\"cart\",\"type\":\"SpringMVC\",\"isReal\":true,"
                + "\"layers\":[\"GENERAL\"]},"
                + "{\"id\":\"bXlzcWw6MzMwNg==.0\",\"name\":\"mysql:3306\",\"type\":\"Mysql\","
                + "\"isReal\":false,\"layers\":[\"VIRTUAL_DATABASE\"]}],\"calls\":["
                + "{\"id\":\"VXNlcg==.0-c2hvcA==.1\",\"source\":\"VXNlcg==.0\","
                + "\"target\":\"c2hvcA==.1\",\"sourceComponents\":[],"
                + "\"targetComponents\":[\"Tomcat\"],\"detectPoints\":[\"SERVER\"]},"
                + "{\"id\":\"c2hvcA==.1-Y2FydA==.1\",\"source\":\"c2hvcA==.1\","
                + "\"target\":\"Y2FydA==.1\",\"sourceComponents\":[\"Feign\"],"
                + "\"targetComponents\":[\"SpringMVC\"],\"detectPoints\":[\"CLIENT\",\"SERVER\"]},"
                + "{\"id\":\"c2hvcA==.1-bXlzcWw6MzMwNg==.0\",\"source\":\"c2hvcA==.1\","
                + "\"target\":\"bXlzcWw6MzMwNg==.0\",\"sourceComponents\":[\"mysql-connector-java\"],"
                + "\"targetComponents\":[],\"detectPoints\":[\"CLIENT\"]}]}}}");
  }

  @Test
  void leavesOutWhatHadNoTrafficInTheTime() {
    assertThat(asked.ask("{ getGlobalTopology(" + BEFORE + ") { nodes { id } calls { id } } }"))
        .isEqualTo("{\"data\":{\"getGlobalTopology\":{\"nodes\":[],\"calls\":[]}}}");
  }

  /** The call by address and the call by name are one call; both are of its caller's side. */
  @Test
  void tellsTheTrafficOfNodesAndCalls() {
    new Sky(asked)
        .calls(SHOP, CART, FEIGN, "client")
        .traffic("shop", new long[] {8, 2, 400, 3, 4})
        .traffic("mysql:3306", new long[] {5, 0, 10, 5, 0});
    String one = "{\"calls\":1,\"errors\":0,\"durationMillis\":12,\"apdex\":1.0}";
    String two = "{\"calls\":2,\"errors\":0,\"durationMillis\":24,\"apdex\":1.0}";
    assertThat(
            asked.ask(
                "{ getGlobalTopology("
                    + DURATION
                    + ") { minutes nodes { name traffic { calls errors durationMillis apdex } }"
                    + " calls { target client { calls errors durationMillis apdex }"
                    + " server { calls errors durationMillis apdex } } } }"))
        .isEqualTo(
            "{\"data\":{\"getGlobalTopology\":{\"minutes\":16.0,\"nodes\":["
                + "{\"name\":\"User\",\"traffic\":null},"
                + "{\"name\":\"shop\",\"traffic\":"
                + "{\"calls\":8,\"errors\":2,\"durationMillis\":400,\"apdex\":0.625}},"
                + "{\"name\":\"cart\",\"traffic\":null},"
                + "{\"name\":\"mysql:3306\",\"traffic\":null}],\"calls\":["
                + "{\"target\":\"c2hvcA==.1\",\"client\":null,\"server\":"
                + one
                + "},{\"target\":\"Y2FydA==.1\",\"client\":"
                + two
                + ",\"server\":"
                + one
                + "},{\"target\":\"bXlzcWw6MzMwNg==.0\",\"client\":"
                + one
                + ",\"server\":null}]}}}");
  }

  @Test
  void tellsTheTrafficBetweenInstancesOfTheWholeTime() {
    assertThat(
            asked.ask(
                "{ getServiceInstanceTopology(clientServiceId: \""
                    + SHOP
                    + "\", serverServiceId: \""
                    + CART
                    + "\", duration: {start: \"2026-03-01 1215\", end: \"2026-03-01 1250\","
                    + " step: MINUTE}) { minutes calls { client { calls } server { calls } } } }"))
        .isEqualTo(
            "{\"data\":{\"getServiceInstanceTopology\":{\"minutes\":36.0,\"calls\":["
                + "{\"client\":{\"calls\":1},\"server\":{\"calls\":1}}]}}}");
  }

  @Test
  void drawsWhatTouchesTheServicesAskedFor() {
    String cartOnly =
        "{\"nodes\":[{\"name\":\"shop\",\"type\":\"Tomcat\"},"
            + "{\"name\":\"cart\",\"type\":\"SpringMVC\"}],"
            + "\"calls\":[{\"id\":\"c2hvcA==.1-Y2FydA==.1\"}]}";
    String fields = " { nodes { name type } calls { id } }";
    assertThat(
            asked.ask(
                "{ one: getServiceTopology(serviceId: \""
                    + CART
                    + "\", "
                    + DURATION
                    + ")"
                    + fields
                    + " many: getServicesTopology(serviceIds: [\""
                    + CART
                    + "\"], "
                    + DURATION
                    + ")"
                    + fields
                    + " named: getServiceTopologyByName(service: {serviceName: \"cart\", layer:"
                    + " \"GENERAL\"}, "
                    + DURATION
                    + ")"
                    + fields
                    + " none: getServicesTopology(serviceIds: [\"what%\"], "
                    + DURATION
                    + ")"
                    + fields
                    + "}"))
        .isEqualTo(
            "{\"data\":{\"one\":"
                + cartOnly
                + ",\"many\":"
                + cartOnly
                + ",\"named\":"
                + cartOnly
                + ",\"none\":{\"nodes\":[],\"calls\":[]}}}");
    assertThat(
            asked.ask(
                "{ getGlobalTopology(layer: \"VIRTUAL_DATABASE\", "
                    + DURATION
                    + ") { calls { id } } }"))
        .isEqualTo(
            "{\"data\":{\"getGlobalTopology\":{\"calls\":"
                + "[{\"id\":\"c2hvcA==.1-bXlzcWw6MzMwNg==.0\"}]}}}");
  }

  @Test
  void drawsInstancesOfTwoServices() {
    String drawn =
        "{\"nodes\":[{\"id\":\"c2hvcA==.1_cG9kLTE=\",\"name\":\"pod-1\","
            + "\"serviceId\":\"c2hvcA==.1\",\"serviceName\":\"shop\",\"type\":null,"
            + "\"isReal\":true},"
            + "{\"id\":\"Y2FydA==.1_cG9kLTI=\",\"name\":\"pod-2\",\"serviceId\":\"Y2FydA==.1\","
            + "\"serviceName\":\"cart\",\"type\":\"SpringMVC\",\"isReal\":true}],"
            + "\"calls\":[{\"id\":\"c2hvcA==.1_cG9kLTE=-Y2FydA==.1_cG9kLTI=\","
            + "\"detectPoints\":[\"CLIENT\",\"SERVER\"]}]}";
    String fields =
        " { nodes { id name serviceId serviceName type isReal } calls { id detectPoints } }";
    assertThat(
            asked.ask(
                "{ a: getServiceInstanceTopology(clientServiceId: \""
                    + SHOP
                    + "\", serverServiceId: \""
                    + CART
                    + "\", "
                    + DURATION
                    + ")"
                    + fields
                    + " b: getServiceInstanceTopology(clientServiceId: \""
                    + CART
                    + "\", serverServiceId: \""
                    + SHOP
                    + "\", "
                    + DURATION
                    + ")"
                    + fields
                    + "}"))
        .isEqualTo("{\"data\":{\"a\":" + drawn + ",\"b\":" + drawn + "}}");
  }

  @Test
  void drawsWhatAnEndpointCallsAndIsCalledBy() {
    assertThat(
            asked.ask(
                "{ getEndpointDependencies(endpointId: \""
                    + Ids.endpoint(SHOP, "GET:/buy")
                    + "\", "
                    + DURATION
                    + ") { nodes { name serviceName type isReal } calls { source target"
                    + " detectPoints targetComponents } } }"))
        .isEqualTo(
            "{\"data\":{\"getEndpointDependencies\":{\"nodes\":["
                + "{\"name\":\"GET:/buy\",\"serviceName\":\"shop\",\"type\":\"Tomcat\","
                + "\"isReal\":true},"
                + "{\"name\":\"GET:/items\",\"serviceName\":\"cart\",\"type\":\"SpringMVC\","
                + "\"isReal\":true},"
                + "{\"name\":\"User\",\"serviceName\":\"User\",\"type\":\"USER\",\"isReal\":false}],"
                + "\"calls\":[{\"source\":\"c2hvcA==.1_R0VUOi9idXk=\",\"target\":"
                + "\"Y2FydA==.1_R0VUOi9pdGVtcw==\",\"detectPoints\":[\"SERVER\"],"
                + "\"targetComponents\":[\"SpringMVC\"]},"
                + "{\"source\":\"VXNlcg==.0_VXNlcg==\",\"target\":\"c2hvcA==.1_R0VUOi9idXk=\","
                + "\"detectPoints\":[\"SERVER\"],\"targetComponents\":[\"Tomcat\"]}]}}}");
  }

  @Test
  void saysWhatIsWrongWithAnEndpointId() {
    assertThat(
            asked.ask(
                "{ getEndpointDependencies(endpointId: \"what\", "
                    + DURATION
                    + ") { nodes { id } } }"))
        .contains(
            "\\\"what\\\" is not an instance or endpoint id",
            "\"code\":\"INVALID\"",
            "\"data\":{\"getEndpointDependencies\":null}");
  }

  @Test
  void hasNoProcesses() {
    assertThat(
            asked.ask(
                "{ getProcessTopology(serviceInstanceId: \"x\", "
                    + DURATION
                    + ") { nodes { id } calls { id } } }"))
        .isEqualTo("{\"data\":{\"getProcessTopology\":{\"nodes\":[],\"calls\":[]}}}");
  }
}
