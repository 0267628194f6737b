// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.aggregate.Entity;
import orrery.aggregate.Family;
import orrery.model.Keys;
import orrery.model.Layer;
import orrery.model.PayloadFormat;
import orrery.model.Span;
import orrery.model.SpanType;
import orrery.store.RecordRow;
import orrery.store.Schema;
import orrery.store.SlowStatement;

/** Databases, caches and queues as their callers see them. */
final class VirtualTargets {
  private static final int STATEMENT = 0;
  private static final int CACHE_READ = 1;
  private static final int CACHE_WRITE = 2;

  private final PipelineSettings.SlowSettings slow;

  VirtualTargets(PipelineSettings.SlowSettings slow) {
    this.slow = slow;
  }

  void analyze(Scene scene, Span span) {
    switch (span.layer()) {
      case DATABASE -> database(scene, span);
      case CACHE -> cache(scene, span);
      case MQ -> queue(scene, span);
      case UNKNOWN, RPC_FRAMEWORK, HTTP, FAAS -> {}
    }
  }

  private void database(Scene scene, Span span) {
    if (span.peer().isBlank()) {
      return;
    }
    Entity target = scene.virtual(span.peer(), Layer.VIRTUAL_DATABASE);
    scene.worker().count(Family.DATABASE, target);
    String statement = span.tag("db.statement");
    if (statement != null
        && !statement.isBlank()
        && slow.database().exceeded(span.durationMillis(), orBlank(span.tag("db.type")))) {
      keep(scene, span, target, STATEMENT, statement);
    }
  }

  private void cache(Scene scene, Span span) {
    String type = orBlank(span.tag("cache.type"));
    if (type.isBlank()) {
      return;
    }
    Entity target =
        scene.virtual(span.peer().isBlank() ? type + "-local" : span.peer(), Layer.VIRTUAL_CACHE);
    scene.worker().count(Family.CACHE, target);
    switch (orBlank(span.tag("cache.op"))) {
      case "read" -> {
        scene.worker().count(Family.CACHE_READ, target);
        if (slow.cacheRead().exceeded(span.durationMillis(), type)) {
          keep(scene, span, target, CACHE_READ, command(span));
        }
      }
      case "write" -> {
        scene.worker().count(Family.CACHE_WRITE, target);
        if (slow.cacheWrite().exceeded(span.durationMillis(), type)) {
          keep(scene, span, target, CACHE_WRITE, command(span));
        }
      }
      default -> {}
    }
  }

  /**
   * Entry spans consume, exit spans produce. What is measured is how long the message was under
   * way; 0 where the producer did not say when it sent it.
   */
  private static void queue(Scene scene, Span span) {
    if (span.type() == SpanType.LOCAL) {
      return;
    }
    boolean consumes = span.type() == SpanType.ENTRY;
    scene.worker().observe(span.startMillis(), transmissionMillis(span), !span.error());
    if (consumes) {
      scene.worker().count(Family.SERVICE_MQ_CONSUME, scene.service());
      scene
          .worker()
          .count(
              Family.ENDPOINT_MQ_CONSUME,
              scene.names().endpoint(scene.service(), span.operationName()));
    }
    String broker = broker(span);
    if (broker.isBlank()) {
      return;
    }
    Entity target = scene.virtual(broker, Layer.VIRTUAL_MQ);
    scene.worker().count(consumes ? Family.MQ_CONSUME : Family.MQ_PRODUCE, target);
    String destination = destination(span);
    if (!destination.isBlank()) {
      Entity endpoint = scene.names().endpoint(target, destination);
      scene.worker().sightEndpoint(endpoint, scene.nowMillis());
      scene
          .worker()
          .count(consumes ? Family.MQ_ENDPOINT_CONSUME : Family.MQ_ENDPOINT_PRODUCE, endpoint);
    }
  }

  private static String broker(Span span) {
    if (span.type() == SpanType.ENTRY && !span.references().isEmpty()) {
      String address = span.references().getFirst().addressUsedAtPeer();
      if (!address.isBlank()) {
        return address;
      }
    }
    return span.peer();
  }

  private static String destination(Span span) {
    String topic = orBlank(span.tag("mq.topic"));
    String queue = orBlank(span.tag("mq.queue"));
    if (topic.isBlank()) {
      return queue;
    }
    return queue.isBlank() ? topic : topic + '/' + queue;
  }

  private static int transmissionMillis(Span span) {
    String text = span.tag("transmission.latency");
    if (text == null || text.isBlank()) {
      return 0;
    }
    try {
      return Math.clamp(Long.parseLong(text.strip()), 0, Integer.MAX_VALUE);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String command(Span span) {
    return (orBlank(span.tag("cache.cmd")) + ' ' + orBlank(span.tag("cache.key"))).strip();
  }

  private static void keep(Scene scene, Span span, Entity target, int operation, String statement) {
    String cut =
        statement.length() <= SlowStatement.MAX_LENGTH
            ? statement
            : statement.substring(0, SlowStatement.MAX_LENGTH);
    scene
        .worker()
        .record(
            new RecordRow(
                Schema.SLOW_STATEMENT,
                Keys.of(scene.segment().segmentId() + '-' + span.id()),
                span.startMillis(),
                new long[] {
                  target.key().key(), scene.service().key().key(), operation, span.durationMillis()
                },
                List.of(),
                PayloadFormat.TEXT,
                new SlowStatement(scene.segment().traceId(), cut).toBytes()));
  }

  private static String orBlank(@Nullable String text) {
    return text == null ? "" : text;
  }
}
