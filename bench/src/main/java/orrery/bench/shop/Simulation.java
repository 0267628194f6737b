// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import static orrery.bench.shop.SegmentWriter.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.apache.skywalking.apm.network.language.agent.v3.RefType;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentReference;
import org.apache.skywalking.apm.network.language.agent.v3.SpanLayer;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.jspecify.annotations.Nullable;
import orrery.bench.shop.Model.Consumer;
import orrery.bench.shop.Model.Endpoint;
import orrery.bench.shop.Model.Instance;
import orrery.bench.shop.Model.Service;

/** One trace: runs an endpoint and all it calls in simulated time, and keeps the segments. */
final class Simulation {
  private static final String BROKER = "kafka.shop:9092";
  private static final String REDIS = "redis.shop:6379";
  private static final String CARDS = "api.cards.example:443";

  /** Now and then a statement takes that many times as long: the slow ones. */
  private static final double SLOW_SHARE = 0.004;

  private static final double SLOW_FACTOR = 60;

  private final Model model;
  private final Conditions conditions;
  private final RandomGenerator random;
  private final String traceId;
  private final List<SegmentObject.Builder> segments = new ArrayList<>();

  Simulation(Model model, Conditions conditions, RandomGenerator random) {
    this.model = model;
    this.conditions = conditions;
    this.random = random;
    this.traceId = id();
  }

  /** A visitor calls an endpoint; the last thing that follows from it ends at this time. */
  List<SegmentObject> run(String service, String endpoint, long endMillis) {
    Service called = model.service(service);
    visit(new Place(called, pick(called.instances())), model.endpoint(service, endpoint), null, 0);
    long last =
        segments.stream()
            .flatMap(segment -> segment.getSpansBuilderList().stream())
            .mapToLong(SpanObject.Builder::getEndTime)
            .max()
            .orElse(0);
    return segments.stream().map(segment -> shift(segment, endMillis - last)).toList();
  }

  private record Place(Service service, Instance instance) {}

  private record Outcome(double endMillis, boolean ok) {}

  /** Adds the segment of this visit and all that follow from it. */
  private Outcome visit(
      Place place, Endpoint endpoint, @Nullable SegmentReference caller, double startMillis) {
    SegmentObject.Builder segment =
        SegmentObject.newBuilder()
            .setTraceId(traceId)
            .setTraceSegmentId(id())
            .setService(place.service.name())
            .setServiceInstance(place.instance.name());
    segments.add(segment);
    SegmentWriter writer = new SegmentWriter(segment, random, startMillis, endpoint.name());
    SpanObject.Builder entry = writer.entry();
    if (caller != null) {
      entry.addRefs(caller);
    }
    boolean message = !endpoint.topic().isEmpty();
    if (message) {
      entry
          .setSpanLayer(SpanLayer.MQ)
          .setComponentId(place.service.language().consumer())
          .setPeer(BROKER)
          .addTags(tag("mq.broker", BROKER))
          .addTags(tag("mq.topic", endpoint.topic()));
    } else {
      entry.setSpanLayer(SpanLayer.Http).setComponentId(place.service.language().server());
    }
    boolean ok = work(place, endpoint, writer);
    if (!message) {
      entry
          .addTags(tag("url", "http://" + place.instance.address() + path(endpoint.name())))
          .addTags(tag("http.method", method(endpoint.name())))
          .addTags(tag("http.status_code", ok ? "200" : "500"));
    }
    writer.end(entry, ok, "com.shop.RequestFailed", "cannot answer " + endpoint.name());
    return new Outcome(writer.now(), ok);
  }

  private boolean work(Place place, Endpoint endpoint, SegmentWriter writer) {
    writer.pass(0.6);
    boolean ok = random.nextDouble() >= endpoint.failureShare();
    for (Step step : endpoint.steps()) {
      if (ok) {
        ok =
            switch (step) {
              case Step.Work work -> local(work, writer);
              case Step.Query query -> query(place, query, writer);
              case Step.Redis redis -> redis(place, redis, writer);
              case Step.Call call -> call(place, call, writer) || call.optional();
              case Step.External external -> external(place, external, writer);
              case Step.Produce produce -> produce(place, endpoint, produce, writer);
            };
      }
    }
    writer.pass(0.4);
    return ok;
  }

  private static boolean local(Step.Work work, SegmentWriter writer) {
    SpanObject.Builder span = writer.local(work.name());
    writer.pass(work.millis());
    writer.end(span);
    return true;
  }

  private boolean query(Place place, Step.Query query, SegmentWriter writer) {
    Step.Database database = query.database();
    SpanObject.Builder span =
        writer
            .exit(
                database.type() + "/" + query.statement().split(" ", 2)[0],
                SpanLayer.Database,
                place.service.language().driver(database),
                query.address())
            .addTags(tag("db.type", database.type()))
            .addTags(tag("db.instance", "shop"))
            .addTags(tag("db.statement", query.statement()));
    boolean slow = random.nextDouble() < SLOW_SHARE;
    writer.pass(query.millis() * (slow ? SLOW_FACTOR : 1));
    boolean ok = random.nextDouble() >= 0.0005;
    writer.end(span, ok, "DatabaseException", "connection reset by peer");
    return ok;
  }

  private boolean redis(Place place, Step.Redis redis, SegmentWriter writer) {
    SpanObject.Builder span =
        writer
            .exit(
                "Redis/" + redis.command(),
                SpanLayer.Cache,
                place.service.language().redis(),
                REDIS)
            .addTags(tag("cache.type", "Redis"))
            .addTags(tag("cache.cmd", redis.command()))
            .addTags(tag("cache.op", redis.read() ? "read" : "write"))
            .addTags(tag("cache.key", redis.key()));
    writer.pass(random.nextDouble() < SLOW_SHARE ? 25 : 0.8);
    writer.end(span);
    return true;
  }

  private boolean call(Place place, Step.Call call, SegmentWriter writer) {
    Service service = model.service(call.service());
    Place callee = new Place(service, pick(service.instances()));
    Endpoint endpoint = model.endpoint(call.service(), call.endpoint());
    SpanObject.Builder span =
        http(place, callee.instance.address(), path(endpoint.name()), writer)
            .addTags(tag("http.method", method(endpoint.name())));
    writer.pass(0.5);
    SegmentReference reference =
        reference(place, writer, span.getSpanId(), callee.instance.address());
    Outcome outcome = visit(callee, endpoint, reference, writer.now());
    writer.waitUntil(outcome.endMillis);
    writer.pass(0.5);
    span.addTags(tag("http.status_code", outcome.ok ? "200" : "500"));
    writer.end(span, outcome.ok, "HttpException", "500 from " + call.service());
    return outcome.ok;
  }

  private boolean external(Place place, Step.External external, SegmentWriter writer) {
    boolean cards = external.host().equals(CARDS);
    SpanObject.Builder span =
        http(place, external.host(), external.path(), writer).addTags(tag("http.method", "POST"));
    boolean ok = random.nextDouble() >= (cards ? conditions.paymentFailureShare() : 0.004);
    writer.pass(external.millis() * (cards ? conditions.paymentFactor() : 1));
    span.addTags(tag("http.status_code", ok ? "200" : "504"));
    writer.end(span, ok, "TimeoutException", "no answer from " + external.host());
    return ok;
  }

  private boolean produce(
      Place place, Endpoint endpoint, Step.Produce produce, SegmentWriter writer) {
    SpanObject.Builder span =
        writer
            .exit(
                "Kafka/" + produce.topic() + "/Producer",
                SpanLayer.MQ,
                place.service.language().producer(),
                BROKER)
            .addTags(tag("mq.broker", BROKER))
            .addTags(tag("mq.topic", produce.topic()));
    writer.pass(2);
    writer.end(span);
    for (Consumer consumer : model.consumers(produce.topic())) {
      long waitMillis = 15L + random.nextInt(120);
      SegmentReference reference =
          reference(place, writer, span.getSpanId(), BROKER).toBuilder()
              .setParentEndpoint(endpoint.name())
              .build();
      Place callee = new Place(consumer.service(), pick(consumer.service().instances()));
      int position = segments.size();
      visit(callee, consumer.endpoint(), reference, writer.now() + waitMillis);
      SegmentObject.Builder consumed = segments.get(position);
      consumed
          .getSpansBuilder(consumed.getSpansCount() - 1)
          .addTags(tag("transmission.latency", Long.toString(waitMillis)));
    }
    return true;
  }

  private SpanObject.Builder http(Place place, String peer, String path, SegmentWriter writer) {
    return writer
        .exit(path, SpanLayer.Http, place.service.language().client(), peer)
        .addTags(tag("url", (peer.endsWith(":443") ? "https://" : "http://") + peer + path));
  }

  private SegmentReference reference(
      Place place, SegmentWriter writer, int spanId, String address) {
    return SegmentReference.newBuilder()
        .setRefType(RefType.CrossProcess)
        .setTraceId(traceId)
        .setParentTraceSegmentId(writer.segmentId())
        .setParentSpanId(spanId)
        .setParentService(place.service.name())
        .setParentServiceInstance(place.instance.name())
        .setParentEndpoint(writer.entry().getOperationName())
        .setNetworkAddressUsedAtPeer(address)
        .build();
  }

  private static SegmentObject shift(SegmentObject.Builder segment, long millis) {
    for (SpanObject.Builder span : segment.getSpansBuilderList()) {
      span.setStartTime(span.getStartTime() + millis).setEndTime(span.getEndTime() + millis);
      span.getLogsBuilderList().forEach(log -> log.setTime(log.getTime() + millis));
    }
    return segment.build();
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private String id() {
    UUID uuid = new UUID(random.nextLong(), random.nextLong());
    return "%s.%d.%017d"
        .formatted(
            uuid.toString().replace("-", ""),
            1 + random.nextInt(200),
            random.nextLong(100_000_000_000_000_000L));
  }

  private static String method(String endpoint) {
    int colon = endpoint.indexOf(':');
    return colon < 0 ? "GET" : endpoint.substring(0, colon);
  }

  private static String path(String endpoint) {
    return endpoint.substring(endpoint.indexOf(':') + 1);
  }
}
