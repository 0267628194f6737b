// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A {@code coordination.k8s.io/v1} Lease; whatever others wrote into it is kept. */
record Lease(ObjectNode json) {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** One that does not exist yet. */
  static Lease first(String name, String holder, Instant now) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
    json.putObject("metadata").put("name", name);
    json.putObject("spec");
    return new Lease(json).heldBy(holder, now);
  }

  static Lease parse(String text) {
    return new Lease((ObjectNode) JsonMapper.shared().readTree(text));
  }

  /** Blank when nobody holds it. */
  String holder() {
    return spec().path("holderIdentity").asString("");
  }

  /** How long its holder asks others to wait; a minute at most. */
  Duration duration() {
    return Duration.ofSeconds(Math.clamp(spec().path("leaseDurationSeconds").asInt(0), 0, 60));
  }

  /** Changes with every write; a write must name the one it replaces. */
  String version() {
    return json.path("metadata").path("resourceVersion").asString("");
  }

  /** Taken or renewed. */
  Lease heldBy(String identity, Instant now) {
    ObjectNode next = json.deepCopy();
    ObjectNode spec = next.withObject("/spec");
    if (!holder().equals(identity)) {
      spec.put("acquireTime", MICROS.format(now));
      spec.put("leaseTransitions", spec().path("leaseTransitions").asInt(-1) + 1);
    }
    spec.put("holderIdentity", identity);
    spec.put("leaseDurationSeconds", (int) Election.TAKEN_AFTER.toSeconds());
    spec.put("renewTime", MICROS.format(now));
    return new Lease(next);
  }

  /** Given up. */
  Lease released(Instant now) {
    ObjectNode next = json.deepCopy();
    ObjectNode spec = next.withObject("/spec");
    spec.put("holderIdentity", "");
    spec.put("leaseDurationSeconds", 1);
    spec.put("renewTime", MICROS.format(now));
    return new Lease(next);
  }

  private JsonNode spec() {
    return json.path("spec");
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
