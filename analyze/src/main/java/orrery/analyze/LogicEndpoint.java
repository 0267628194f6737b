// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.aggregate.Entity;
import orrery.aggregate.Family;
import orrery.model.Span;
import orrery.model.SpanType;
import orrery.model.Tag;

/**
 * The tag {@code x-le}, which a span may have several times: an entry or local span stands for an
 * endpoint that is no call from outside, or names one. Its value is a JSON object, {@code
 * {"logic-span":true}} or {@code {"name":"checkout", "latency":12,"status":true}}. Anything else is
 * no endpoint.
 */
final class LogicEndpoint {
  private static final String TAG = "x-le";

  private LogicEndpoint() {}

  /** Changes what is observed: to be called last for a span. */
  static void analyze(Scene scene, Span span) {
    if (span.type() == SpanType.EXIT) {
      return;
    }
    List<Tag> tags = span.tags();
    for (int i = 0; i < tags.size(); i++) {
      Tag tag = tags.get(i);
      if (tag.key().equals(TAG)) {
        analyze(scene, span, FlatJson.parse(tag.value()));
      }
    }
  }

  private static void analyze(Scene scene, Span span, FlatJson facts) {
    if (span.type() == SpanType.LOCAL && "true".equals(facts.get("logic-span"))) {
      count(scene, span, span.operationName(), span.durationMillis(), !span.error());
      return;
    }
    String name = facts.get("name");
    String status = facts.get("status");
    int latency = millis(facts.get("latency"));
    if (name != null && status != null && latency >= 0) {
      count(scene, span, name, latency, status.equals("true"));
    }
  }

  private static void count(Scene scene, Span span, String name, int latencyMillis, boolean ok) {
    Entity endpoint = scene.names().endpoint(scene.service(), name);
    scene.worker().observe(span.startMillis(), latencyMillis, ok);
    scene.worker().count(Family.ENDPOINT, endpoint);
    scene.worker().sightEndpoint(endpoint, scene.nowMillis());
  }

  private static int millis(@Nullable String text) {
    try {
      return text == null ? -1 : Math.clamp((long) Double.parseDouble(text), -1, Integer.MAX_VALUE);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
