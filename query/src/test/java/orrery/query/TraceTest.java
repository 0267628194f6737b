// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLayer;
import orrery.model.SpanLog;
import orrery.model.SpanType;
import orrery.model.Tag;
import orrery.store.RecordRow;
import orrery.store.Schema;

/** Trace t1 goes from shop to cart and fails there; t2 is a quick call of shop a second later. */
class TraceTest {
  private static final long NOON = 1_772_337_600_000L;
  private static final String SHOP = Ids.service("shop", true);
  private static final String TIME =
      "queryDuration: {start: \"2026-03-01 1200\", end: \"2026-03-01 1201\", step: MINUTE}";
  private static final String REST =
      "traceState: ALL, queryOrder: BY_START_TIME, paging: {pageNum: 1, pageSize: 20}";

  private final Asked asked = new Asked();

  @BeforeEach
  void twoTraces() {
    new Sky(asked)
        .segment(
            segment(
                "t1",
                "s2",
                "cart",
                new Span(
                    0,
                    -1,
                    NOON + 20,
                    NOON + 80,
                    List.of(
                        new SegmentReference(
                            false, "t1", "s1", 1, "shop", "pod", "GET:/buy", "10.0.0.7:80")),
                    "GET:/items",
                    "",
                    SpanType.ENTRY,
                    SpanLayer.HTTP,
                    14,
                    true,
                    List.of(new Tag("http.status_code", "500")),
                    List.of(new SpanLog(NOON + 70, List.of(new Tag("event", "error")))),
                    false)))
        .segment(
            segment(
                "t1",
                "s1",
                "shop",
                span(0, -1, SpanType.ENTRY, "GET:/buy", 0, 100),
                span(1, 0, SpanType.EXIT, "call \"<b>\"", 10, 90)))
        .segment(segment("t2", "s3", "shop", span(0, -1, SpanType.ENTRY, "GET:/", 1000, 1005)));
  }

  @Test
  void listsTheNewestFirst() {
    assertThat(
            asked.ask(
                "{ queryBasicTraces(condition: {"
                    + TIME
                    + ", "
                    + REST
                    + "}) { traces { segmentId endpointNames duration start isError traceIds } }"
                    + " }"))
        .isEqualTo(
            "{\"data\":{\"queryBasicTraces\":{\"traces\":["
                + "{\"segmentId\":\"s3\",\"endpointNames\":[\"GET:/\"],\"duration\":5,"
                + "\"start\":\"1772337601000\",\"isError\":false,\"traceIds\":[\"t2\"]},"
                + "{\"segmentId\":\"s2\",\"endpointNames\":[\"GET:/items\"],\"duration\":60,"
                + "\"start\":\"1772337600020\",\"isError\":true,\"traceIds\":[\"t1\"]},"
                + "{\"segmentId\":\"s1\",\"endpointNames\":[\"GET:/buy\"],\"duration\":100,"
                + "\"start\":\"1772337600000\",\"isError\":false,\"traceIds\":[\"t1\"]}]}}}");
  }

  @Test
  void saysWhoseSegmentsTheyAre() {
    assertThat(
            asked.ask(
                "{ queryBasicTraces(condition: {"
                    + TIME
                    + ", "
                    + REST
                    + "}) { traces { segmentId serviceCode serviceInstanceName spanCount } } }"))
        .isEqualTo(
            "{\"data\":{\"queryBasicTraces\":{\"traces\":["
                + "{\"segmentId\":\"s3\",\"serviceCode\":\"shop\","
                + "\"serviceInstanceName\":\"pod\",\"spanCount\":1},"
                + "{\"segmentId\":\"s2\",\"serviceCode\":\"cart\","
                + "\"serviceInstanceName\":\"pod\",\"spanCount\":1},"
                + "{\"segmentId\":\"s1\",\"serviceCode\":\"shop\","
                + "\"serviceInstanceName\":\"pod\",\"spanCount\":2}]}}}");
  }

  @Test
  void filtersByEverything() {
    assertThat(found(TIME + ", traceState: ALL, queryOrder: BY_DURATION, paging: {pageSize: 2}"))
        .isEqualTo("s1 s2");
    assertThat(
            found(
                TIME
                    + ", traceState: ALL, queryOrder: BY_DURATION, paging: {pageNum: 2, pageSize:"
                    + " 2}"))
        .isEqualTo("s3");
    assertThat(found(TIME + ", serviceId: \"" + SHOP + "\", " + REST)).isEqualTo("s3 s1");
    assertThat(found(TIME + ", serviceId: \"0\", " + REST)).isEqualTo("s3 s2 s1");
    assertThat(
            found(
                TIME
                    + ", serviceInstanceId: \""
                    + Ids.instance(SHOP, "pod")
                    + "\", endpointId: \""
                    + Ids.endpoint(SHOP, "GET:/")
                    + "\", "
                    + REST))
        .isEqualTo("s3");
    assertThat(found(TIME + ", minTraceDuration: 60, maxTraceDuration: 60, " + REST))
        .isEqualTo("s2");
    assertThat(found(TIME + ", tags: [{key: \"http.status_code\", value: \"500\"}], " + REST))
        .isEqualTo("s2");
    assertThat(found(TIME + ", tags: [{key: \"http.status_code\", value: \"%\"}], " + REST))
        .isEmpty();
    assertThat(found(TIME + ", " + REST.replace("ALL", "ERROR"))).isEqualTo("s2");
    assertThat(found(TIME + ", " + REST.replace("ALL", "SUCCESS"))).isEqualTo("s3 s1");
    assertThat(found(REST)).isEqualTo("s3 s2 s1");
  }

  @Test
  void findsByTraceIdWhateverTheTime() {
    assertThat(found("traceId: \"t1\", " + REST)).isEqualTo("s2 s1");
    assertThat(
            found(
                "traceId: \" t1 \", queryDuration: {start: \"2020-01-01\", end: \"2020-01-01\","
                    + " step: DAY}, tags: [{key: \"http.status_code\", value: \"500\"}], "
                    + REST))
        .isEqualTo("s2");
    assertThat(found("traceId: \"%\", " + REST)).isEmpty();
  }

  @Test
  void refusesPagesThatAreTooLongOrTooDeep() {
    assertThat(list("traceState: ALL, queryOrder: BY_START_TIME, paging: {pageSize: 1000000}"))
        .contains("pageSize is 1000000, expected 1 to 1000");
    assertThat(list("traceState: ALL, queryOrder: BY_START_TIME, paging: {pageSize: -1}"))
        .contains("pageSize is -1, expected 1 to 1000");
    assertThat(
            list(
                "traceState: ALL, queryOrder: BY_START_TIME,"
                    + " paging: {pageNum: 2147483647, pageSize: 1000}"))
        .contains("page 2147483647 is too deep");
  }

  @Test
  void showsAllSpansOfATrace_callersFirst() {
    assertThat(
            asked.ask(
                "{ queryTrace(traceId: \"t1\") { spans { traceId segmentId spanId parentSpanId"
                    + " refs { traceId parentSegmentId parentSpanId type } serviceCode"
                    + " serviceInstanceName startTime endTime endpointName type peer component"
                    + " isError layer tags { key value } logs { time data { key value } }"
                    + " attachedEvents { event } } } }"))
        .isEqualTo(
            "{\"data\":{\"queryTrace\":{\"spans\":["
                + "{\"traceId\":\"t1\",\"segmentId\":\"s1\",\"spanId\":0,\"parentSpanId\":-1,"
                + "\"refs\":[],\"serviceCode\":\"shop\",\"serviceInstanceName\":\"pod\","
                + "\"startTime\":1772337600000,\"endTime\":1772337600100,"
                + "\"endpointName\":\"GET:/buy\",\"type\":\"Entry\",\"peer\":\"\","
                + "\"component\":\"Tomcat\",\"isError\":false,\"layer\":\"Http\",\"tags\":[],"
                + "\"logs\":[],\"attachedEvents\":[]},"
                + "{\"traceId\":\"t1\",\"segmentId\":\"s1\",\"spanId\":1,\"parentSpanId\":0,"
                + "\"refs\":[],\"serviceCode\":\"shop\",\"serviceInstanceName\":\"pod\","
                + "\"startTime\":1772337600010,\"endTime\":1772337600090,"
                + "\"endpointName\":\"call \\\"<b>\\\"\",\"type\":\"Exit\",\"peer\":\"\","
                + "\"component\":\"Tomcat\",\"isError\":false,\"layer\":\"Http\",\"tags\":[],"
                + "\"logs\":[],\"attachedEvents\":[]},"
                + "{\"traceId\":\"t1\",\"segmentId\":\"s2\",\"spanId\":0,\"parentSpanId\":-1,"
                + "\"refs\":[{\"traceId\":\"t1\",\"parentSegmentId\":\"s1\",\"parentSpanId\":1,"
                + "\"type\":\"CROSS_PROCESS\"}],\"serviceCode\":\"cart\","
                + "\"serviceInstanceName\":\"pod\",\"startTime\":1772337600020,"
                + "\"endTime\":1772337600080,\"endpointName\":\"GET:/items\",\"type\":\"Entry\","
                + "\"peer\":\"\",\"component\":\"SpringMVC\",\"isError\":true,\"layer\":\"Http\","
                + "\"tags\":[{\"key\":\"http.status_code\",\"value\":\"500\"}],"
                + "\"logs\":[{\"time\":1772337600070,"
                + "\"data\":[{\"key\":\"event\",\"value\":\"error\"}]}],"
                + "\"attachedEvents\":[]}]}}}");
    assertThat(asked.ask("{ queryTrace(traceId: \"nope'--\") { spans { spanId } } }"))
        .isEqualTo("{\"data\":{\"queryTrace\":{\"spans\":[]}}}");
  }

  @Test
  void leavesOutASegmentThatCannotBeRead() {
    asked
        .storage
        .records()
        .append(
            List.of(
                new RecordRow(
                    Schema.SEGMENT,
                    1,
                    NOON + 2,
                    new long[] {Keys.of("t1"), 1, 2, 3, 4, 0},
                    List.of(),
                    PayloadFormat.SKYWALKING_SEGMENT,
                    new byte[] {'?'})));
    assertThat(found("traceId: \"t1\", " + REST)).isEqualTo("s2 s1");
  }

  @Test
  void offersTagsToSearchBy() {
    String day = "duration: {start: \"2026-03-01\", end: \"2026-03-01\", step: DAY}";
    assertThat(
            asked.ask(
                "{ queryTraceTagAutocompleteKeys("
                    + day
                    + ") queryTraceTagAutocompleteValues(tagKey: \"http.status_code\", "
                    + day
                    + ") none: queryTraceTagAutocompleteValues(tagKey: \"%\", "
                    + day
                    + ") }"))
        .isEqualTo(
            "{\"data\":{\"queryTraceTagAutocompleteKeys\":[\"http.status_code\"],"
                + "\"queryTraceTagAutocompleteValues\":[\"500\"],\"none\":[]}}");
  }

  @Test
  void saysThatListsOfWholeTracesAreNotSupported() {
    assertThat(asked.ask("{ hasQueryTracesV2Support }"))
        .isEqualTo("{\"data\":{\"hasQueryTracesV2Support\":false}}");
    assertThat(
            asked.ask("{ queryTraces(condition: {" + REST + "}) { traces { spans { spanId } } } }"))
        .contains("\"code\":\"UNSUPPORTED\"");
  }

  private String list(String condition) {
    return asked.ask(
        "{ queryBasicTraces(condition: {" + condition + "}) { traces { segmentId } } }");
  }

  /** Segment ids in order. */
  private String found(String condition) {
    String answer = list(condition);
    assertThat(answer).startsWith("{\"data\":{\"queryBasicTraces\":{\"traces\":[");
    List<String> ids = new ArrayList<>();
    Matcher matcher = Pattern.compile("\"segmentId\":\"([^\"]*)\"").matcher(answer);
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    return String.join(" ", ids);
  }

  private static Segment segment(String traceId, String id, String service, Span... spans) {
    return new Segment(
        traceId,
        id,
        service,
        "pod",
        List.of(spans),
        false,
        PayloadFormat.SKYWALKING_SEGMENT,
        new byte[0]);
  }

  private static Span span(int id, int parentId, SpanType type, String name, long start, long end) {
    return new Span(
        id,
        parentId,
        NOON + start,
        NOON + end,
        List.of(),
        name,
        "",
        type,
        SpanLayer.HTTP,
        1,
        false,
        List.of(),
        List.of(),
        false);
  }
}
