// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import orrery.analyze.Pipeline;
import orrery.model.InstancePing;
import orrery.model.JvmReport;
import orrery.model.Layer;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLayer;
import orrery.model.SpanType;
import orrery.model.Tag;

/** A small landscape whose reports are the same each time, and go to members at random. */
final class Shop {
  private static final int ORDERS = 3;

  private final Members members;
  private final Random chance = new Random(42);
  private final Random spread = new Random(7);

  Shop(Members members) {
    this.members = members;
  }

  /** One segment of a request. */
  record Step(String service, String instance, long startMillis, int tookMillis) {
    Segment answering(String endpoint) {
      return segment(span(0, SpanType.ENTRY, endpoint, "", SpanLayer.HTTP, List.of()));
    }

    Segment calledBy(String caller, String callerInstance, String address) {
      SegmentReference reference =
          new SegmentReference(
              false, "trace", "parent", 1, caller, callerInstance, "/page", address);
      return segment(span(1, SpanType.ENTRY, "/order", "", SpanLayer.HTTP, List.of(reference)));
    }

    Segment calling(String address, SpanLayer layer, int component) {
      return segment(span(component, SpanType.EXIT, "call", address, layer, List.of()));
    }

    Span span(
        int component,
        SpanType type,
        String operation,
        String peer,
        SpanLayer layer,
        List<SegmentReference> references) {
      List<Tag> tags =
          layer == SpanLayer.DATABASE
              ? List.of(new Tag("db.type", "sql"), new Tag("db.statement", "select " + tookMillis))
              : List.of();
      return new Span(
          0,
          -1,
          startMillis,
          startMillis + tookMillis,
          references,
          operation,
          peer,
          type,
          layer,
          component,
          tookMillis % 7 == 0,
          tags,
          List.of(),
          false);
    }

    Segment segment(Span... spans) {
      String id = service + '-' + instance + '-' + startMillis + '-' + tookMillis;
      return new Segment(
          "trace-" + id,
          id,
          service,
          instance,
          List.of(spans),
          false,
          PayloadFormat.NONE,
          new byte[0]);
    }
  }

  /** Each address says who it is. */
  void introduce() {
    for (int i = 0; i < ORDERS; i++) {
      Step step = new Step("orders", "orders-" + i, members.nowMillis() - 1000 - i, 10);
      any().segment(step.calledBy("front", "front-0", "orders-" + i + ":80"));
    }
  }

  /**
   * @param late how long ago the oldest of what is reported may have happened
   */
  void trade(int requests, long late) {
    for (int i = 0; i < requests; i++) {
      request(members.nowMillis() - 1 - chance.nextInt((int) late));
    }
    any().keepAlive(new InstancePing("front", "front-" + chance.nextInt(2), Layer.GENERAL));
    any().jvm(jvm());
  }

  private void request(long startMillis) {
    String front = "front-" + chance.nextInt(2);
    int called = chance.nextInt(ORDERS);
    String address = "orders-" + called + ":80";
    int took = 1 + chance.nextInt(400);
    Step page = new Step("front", front, startMillis, took);
    List<Span> spans = new ArrayList<>();
    String endpoint = "/page/" + "abcde".charAt(chance.nextInt(5));
    spans.add(page.span(1, SpanType.ENTRY, endpoint, "", SpanLayer.HTTP, List.of()));
    int component = chance.nextBoolean() ? 2 : 5;
    spans.add(page.span(component, SpanType.EXIT, "order", address, SpanLayer.HTTP, List.of()));
    spans.add(page.span(33, SpanType.EXIT, "sql", "db:3306", SpanLayer.DATABASE, List.of()));
    any().segment(page.segment(spans.toArray(Span[]::new)));
    Step order = new Step("orders", "orders-" + called, startMillis + 1, took / 2);
    any().segment(order.calledBy("front", front, address));
  }

  private JvmReport jvm() {
    JvmReport.Sample sample =
        new JvmReport.Sample(
            members.nowMillis() - chance.nextInt(5_000),
            chance.nextInt(100),
            List.of(),
            List.of(),
            List.of(),
            new JvmReport.Threads(9, 5, 9, 1, 0, 4, 4),
            new JvmReport.Classes(100, 0, 100));
    return new JvmReport("front", "front-0", List.of(sample));
  }

  private Pipeline any() {
    return members.of(spread.nextInt(members.count()));
  }
}
