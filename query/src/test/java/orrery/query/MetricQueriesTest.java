// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.model.LatencySketch;
import orrery.model.PayloadFormat;
import orrery.model.Tier;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricRow;
import orrery.store.RecordRow;
import orrery.store.Schema;
import orrery.store.SlowStatement;

/** The metric APIs v1, v2 and v3 as clients see them: arguments, shapes, ids. */
class MetricQueriesTest {
  private static final String SHOP = Ids.service("shop", true);
  private static final String BUY = Ids.endpoint(SHOP, "POST:/buy");
  private static final String POD = Ids.instance(SHOP, "pod-1");
  private static final String MYSQL = Ids.service("mysql:3306", false);

  // 12:00 in Shanghai
  private static final long NOON = 1_772_337_600_000L;
  private static final String DURATION =
      "duration: {start: \"2026-03-01 1200\", end: \"2026-03-01 1202\", step: MINUTE}";
  private static final String SHOP_ENTITY = "entity: {serviceName: \"shop\", normal: true}";

  private final Asked asked = new Asked();

  @BeforeEach
  void twoMinutesOfAShop() {
    write(Schema.SERVICE, EntityKey.of(SHOP), NOON, 60, 600);
    write(Schema.SERVICE, EntityKey.of(SHOP), NOON + 120_000, 121, 2_420);
    write(Schema.ENDPOINT, EntityKey.of(SHOP, BUY), NOON, 30, 900);
    write(Schema.INSTANCE, EntityKey.of(SHOP, POD), NOON, 6, 60);
    name(CatalogKind.SERVICE, EntityKey.of(SHOP), "shop");
    name(CatalogKind.ENDPOINT, EntityKey.of(SHOP, BUY), "POST:/buy");
    name(CatalogKind.INSTANCE, EntityKey.of(SHOP, POD), "pod-1");
    asked
        .storage
        .records()
        .append(
            List.of(
                new RecordRow(
                    Schema.SLOW_STATEMENT,
                    255,
                    NOON + 1,
                    new long[] {Keys.of(MYSQL), Keys.of(SHOP), 0, 300},
                    List.of(),
                    PayloadFormat.TEXT,
                    new SlowStatement("t-1", "SELECT 1").toBytes())));
  }

  private void write(MetricFamily family, EntityKey entity, long at, int calls, long millis) {
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < calls; i++) {
      sketch.add(millis / calls);
    }
    long[] measures = {calls, 1, millis, calls, 0};
    byte[] bytes = sketch.toBytes();
    asked
        .storage
        .metrics()
        .write(List.of(new MetricRow(family, Tier.MINUTE, at, entity, 1, measures, bytes)));
  }

  private void name(CatalogKind kind, EntityKey key, String name) {
    Map<String, String> attributes = Map.of("normal", "true", "layers", "GENERAL");
    asked
        .storage
        .catalog()
        .put(List.of(new CatalogEntry(kind, key.key(), key.owner(), name, attributes, NOON)));
  }

  private void assertAnswer(String query, String data) {
    assertThat(asked.ask(query)).isEqualTo("{\"data\":" + data.replace('\'', '"') + "}");
  }

  @Test
  void tellsTypesAndNamesOfMetrics() {
    assertAnswer(
        "{ a: typeOfMetrics(name: \"service_cpm\") b: typeOfMetrics(name: \"nobody\") }",
        "{'a':'REGULAR_VALUE','b':'UNKNOWN'}");
    assertAnswer(
        "{ listMetrics(regex: \"service_(cpm|perc.*)\") { name type catalog } }",
        "{'listMetrics':[{'name':'service_cpm','type':'REGULAR_VALUE','catalog':'SERVICE'},"
            + "{'name':'service_percentile','type':'LABELED_VALUE','catalog':'SERVICE'}]}");
  }

  @Test
  void evaluatesExpressionsEachOnItsOwn() {
    String fields =
        "{ type error results { metric { labels { key value } }"
            + " values { id value traceID owner { serviceID } } } debuggingTrace { traceId } }";
    assertAnswer(
        "{ good: execExpression(expression: \"service_cpm * 2\", "
            + SHOP_ENTITY
            + ", "
            + DURATION
            + ", debug: true, dumpDBRsp: false) "
            + fields
            + " bad: execExpression(expression: \"service_cpm *\", "
            + SHOP_ENTITY
            + ", "
            + DURATION
            + ") "
            + fields
            + " late: execExpression(expression: \"1\", "
            + SHOP_ENTITY
            + ", duration: {start: \"2026-03-02\", end: \"2026-03-01\", step: DAY}) { type error }"
            + "}",
        "{'good':{'type':'TIME_SERIES_VALUES','error':null,'results':[{'metric':{'labels':[]},"
            + "'values':[{'id':'1772337600000','value':'120','traceID':null,'owner':null},"
            + "{'id':'1772337660000','value':null,'traceID':null,'owner':null},"
            + "{'id':'1772337720000','value':'242','traceID':null,'owner':null}]}],"
            + "'debuggingTrace':null},"
            + "'bad':{'type':'UNKNOWN','error':'at character 14: expected a metric, a number, a"
            + " function or \\'(\\', found the end','results':[],'debuggingTrace':null},"
            + "'late':{'type':'UNKNOWN','error':'the duration ends before it starts: from"
            + " \\'2026-03-02\\' to \\'2026-03-01\\''}}");
  }

  @Test
  void namesTheOwnersOfWhatIsRanked() {
    assertAnswer(
        "{ e: execExpression(expression: \"top_n(endpoint_cpm, 1, des)\", entity: {}, "
            + DURATION
            + ") { type results { values { id value owner { scope serviceID serviceName normal"
            + " serviceInstanceID endpointID endpointName } } } } }",
        "{'e':{'type':'SORTED_LIST','results':[{'values':[{'id':'shop - POST:/buy','value':'10',"
            + "'owner':{'scope':'Endpoint','serviceID':'"
            + SHOP
            + "','serviceName':'shop','normal':true,'serviceInstanceID':null,'endpointID':'"
            + BUY
            + "','endpointName':'POST:/buy'}}]}]}}");
  }

  @Test
  void readsSingleValuesByName() {
    String condition =
        "(condition: {name: \"service_cpm\", " + SHOP_ENTITY + "}, " + DURATION + ")";
    String unknown = "(condition: {name: \"nobody\", " + SHOP_ENTITY + "}, " + DURATION + ")";
    assertAnswer(
        "{ a: readMetricsValue"
            + condition
            + " b: readMetricsValue"
            + unknown
            + " c: readNullableMetricsValue"
            + condition
            + " { value isEmptyValue } d: readNullableMetricsValue"
            + unknown
            + " { value isEmptyValue } }",
        // The average of the minutes that have a value, without its fraction.
        "{'a':90,'b':0,'c':{'value':90,'isEmptyValue':false},'d':{'value':0,'isEmptyValue':true}}");
  }

  @Test
  void readsSeriesByName() {
    String fields = " { label values { values { id value isEmptyValue } } }";
    assertAnswer(
        "{ a: readMetricsValues(condition: {name: \"service_cpm\", "
            + SHOP_ENTITY
            + "}, "
            + DURATION
            + ")"
            + fields
            + " b: readMetricsValues(condition: {name: \"browser_app_error_rage\", "
            + SHOP_ENTITY
            + "}, duration: {start: \"2026-03-01 12\", end: \"2026-03-01 12\", step: HOUR})"
            + fields
            + " c: readLabeledMetricsValues(condition: {name: \"service_percentile\", "
            + SHOP_ENTITY
            + "}, labels: [\"0\", \"x\"], "
            + DURATION
            + ")"
            + fields
            + "}",
        "{'a':{'label':null,'values':{'values':["
            + point("202603011200_" + SHOP, 60)
            + ","
            + noPoint("202603011201_" + SHOP)
            + ","
            + point("202603011202_" + SHOP, 121)
            + "]}},'b':{'label':null,'values':{'values':["
            + noPoint("2026030112_")
            + "]}},'c':[{'label':'0','values':{'values':["
            + point("202603011200_" + SHOP, 10)
            + ","
            + noPoint("202603011201_" + SHOP)
            + ","
            + point("202603011202_" + SHOP, 20)
            + "]}},{'label':'x','values':{'values':["
            + noPoint("202603011200_" + SHOP)
            + ","
            + noPoint("202603011201_" + SHOP)
            + ","
            + noPoint("202603011202_" + SHOP)
            + "]}}]}");
  }

  private static String point(String id, long value) {
    return "{'id':'" + id + "','value':" + value + ",'isEmptyValue':false}";
  }

  private static String noPoint(String id) {
    return "{'id':'" + id + "','value':0,'isEmptyValue':true}";
  }

  @Test
  void ranksAndListsRecordsByName() {
    String service = "parentService: \"shop\", normal: true, ";
    String fields = " { name id value refId }";
    assertAnswer(
        "{ a: sortMetrics(condition: {name: \"endpoint_resp_time\", scope: Endpoint, "
            + service
            + "topN: 5, order: DES}, "
            + DURATION
            + ")"
            + fields
            + " b: sortMetrics(condition: {name: \"nobody\", topN: 5, order: DES}, "
            + DURATION
            + ")"
            + fields
            + " c: readRecords(condition: {name: \"top_n_database_statement\", topN: 5, order: DES,"
            + " parentEntity: {serviceName: \"mysql:3306\", normal: false}}, "
            + DURATION
            + ")"
            + fields
            + " d: readSampledRecords(condition: {name: \"top_n_service_database_statement\", "
            + service
            + "topN: 5, order: ASC}, "
            + DURATION
            + ")"
            + fields
            + " e: readHeatMap(condition: {name: \"nobody\", "
            + SHOP_ENTITY
            + "}, "
            + DURATION
            + ") { values { id values } buckets { min max } } }",
        "{'a':[{'name':'POST:/buy','id':'"
            + BUY
            + "','value':'30','refId':null}],'b':[],"
            + "'c':[{'name':'SELECT 1','id':'ff','value':'300','refId':'t-1'}],"
            + "'d':[{'name':'SELECT 1','id':'ff','value':'300','refId':'t-1'}],"
            + "'e':{'values':[],'buckets':[]}}");
  }

  @Test
  void readsValuesById() {
    assertAnswer(
        "{ a: getValues(metric: {name: \"service_cpm\", ids: [\""
            + SHOP
            + "\", \"bm9ib2R5.1\", \"junk\"]}, "
            + DURATION
            + ") { values { id value } } b: getLinearIntValues(metric: {name: \"endpoint_cpm\","
            + " id: \""
            + BUY
            + "\"}, "
            + DURATION
            + ") { values { value } } c: getMultipleLinearIntValues(metric: {name:"
            + " \"service_percentile\", id: \""
            + SHOP
            + "\"}, numOfLinear: 2, "
            + DURATION
            + ") { values { value } } d: getSubsetOfMultipleLinearIntValues(metric: {name:"
            + " \"service_percentile\", id: \""
            + SHOP
            + "\"}, linearIndex: [4, 9], "
            + DURATION
            + ") { values { value } } e: getThermodynamic(metric: {name: \"nobody\"}, "
            + DURATION
            + ") { nodes axisYStep } f: getLinearIntValues(metric: {name: \"nobody\"}, "
            + DURATION
            + ") { values { value isEmptyValue } } }",
        "{'a':{'values':[{'id':'"
            + SHOP
            + "','value':90},{'id':'bm9ib2R5.1','value':0},{'id':'junk','value':0}]},"
            + "'b':{'values':[{'value':30},{'value':0},{'value':0}]},"
            + "'c':[{'values':[{'value':10},{'value':0},{'value':20}]},"
            + "{'values':[{'value':10},{'value':0},{'value':20}]}],"
            + "'d':[{'values':[{'value':10},{'value':0},{'value':20}]},"
            + "{'values':[{'value':0},{'value':0},{'value':0}]}],"
            + "'e':{'nodes':[],'axisYStep':0},"
            + "'f':{'values':[{'value':0,'isEmptyValue':true},{'value':0,'isEmptyValue':true},"
            + "{'value':0,'isEmptyValue':true}]}}");
  }

  @Test
  void ranksById() {
    String rest = "topN: 3, order: DES, " + DURATION + ") { name id value }";
    String shop = "(serviceId: \"" + SHOP + "\", name: ";
    assertAnswer(
        "{ a: getServiceTopN(name: \"service_cpm\", "
            + rest
            + " b: getAllServiceInstanceTopN(name: \"service_instance_cpm\", "
            + rest
            + " c: getServiceInstanceTopN"
            + shop
            + "\"service_instance_cpm\", "
            + rest
            + " d: getAllEndpointTopN(name: \"endpoint_cpm\", "
            + rest
            + " e: getEndpointTopN"
            + shop
            + "\"endpoint_cpm\", "
            + rest
            + " f: getServiceTopN(name: \"endpoint_cpm\", "
            + rest
            + " g: getTopNRecords(condition: {serviceId: \""
            + MYSQL
            + "\", metricName: \"top_n_database_statement\", topN: 3, order: DES, "
            + DURATION
            + "}) { statement latency traceId } }",
        "{'a':["
            + top("shop", SHOP, 60)
            + "],'b':["
            + top("shop - pod-1", POD, 2)
            + "],'c':["
            + top("pod-1", POD, 2)
            + "],'d':["
            + top("shop - POST:/buy", BUY, 10)
            + "],'e':["
            + top("POST:/buy", BUY, 10)
            + "],'f':[],"
            + "'g':[{'statement':'SELECT 1','latency':300,'traceId':'t-1'}]}");
  }

  private static String top(String name, String id, long value) {
    return "{'name':'" + name + "','id':'" + id + "','value':" + value + "}";
  }
}
