// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.model.LatencySketch;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.model.Span;
import orrery.model.Tag;
import orrery.model.Tier;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricRow;
import orrery.store.RecordRow;
import orrery.store.Schema;

/** Puts things into the store as the pipeline would, in words of the tests. */
final class Sky {
  private final Asked asked;
  private final long nowMillis;

  Sky(Asked asked) {
    this(asked, Asked.NOW);
  }

  /** Things that happened at another time. */
  Sky(Asked asked, Instant now) {
    this.asked = asked;
    this.nowMillis = now.toEpochMilli();
  }

  Sky service(String name, String layers, boolean normal) {
    String id = Ids.service(name, normal);
    return put(
        CatalogKind.SERVICE,
        Keys.of(id),
        EntityKey.NO_OWNER,
        name,
        Map.of("layers", layers, "normal", String.valueOf(normal)),
        nowMillis);
  }

  Sky instance(String service, String name, Map<String, String> attributes, long seenMillis) {
    String serviceId = Ids.service(service, true);
    return put(
        CatalogKind.INSTANCE,
        Keys.of(Ids.instance(serviceId, name)),
        Keys.of(serviceId),
        name,
        attributes,
        seenMillis);
  }

  Sky endpoint(String service, String name, long seenMillis) {
    String serviceId = Ids.service(service, true);
    return put(
        CatalogKind.ENDPOINT,
        Keys.of(Ids.endpoint(serviceId, name)),
        Keys.of(serviceId),
        name,
        Map.of(),
        seenMillis);
  }

  Sky alias(String address, String serviceId, String instanceId) {
    String id = Base64.getEncoder().encodeToString(address.getBytes(StandardCharsets.UTF_8));
    return put(
        CatalogKind.ADDRESS_ALIAS,
        Keys.of(id),
        EntityKey.NO_OWNER,
        address,
        Map.of("service", serviceId, "instance", instanceId),
        nowMillis);
  }

  /** A call between services, with traffic in the minute of now. */
  Sky calls(String sourceId, String targetId, int component, String side) {
    return relation(
        CatalogKind.SERVICE_RELATION,
        side.equals("client") ? Schema.SERVICE_RELATION_CLIENT : Schema.SERVICE_RELATION_SERVER,
        new Ends(sourceId, targetId, Ids.relation(sourceId, targetId)),
        component,
        side);
  }

  /** What a service counted in the minute of now, in the order of the traffic measures. */
  Sky traffic(String service, long[] measures) {
    return row(
        Schema.SERVICE, EntityKey.of(Ids.service(service, true)), measures, new LatencySketch());
  }

  /** A row of the minute of now. */
  Sky row(MetricFamily family, EntityKey entity, long[] measures, LatencySketch sketch) {
    asked
        .storage
        .metrics()
        .write(
            List.of(
                new MetricRow(
                    family,
                    Tier.MINUTE,
                    Tier.MINUTE.bucketMillis(nowMillis, Asked.SHANGHAI),
                    entity,
                    1,
                    measures,
                    sketch.toBytes())));
    return this;
  }

  Sky callsInstance(String sourceId, String targetId, int component, String side) {
    return relation(
        CatalogKind.INSTANCE_RELATION,
        side.equals("client") ? Schema.INSTANCE_RELATION_CLIENT : Schema.INSTANCE_RELATION_SERVER,
        new Ends(sourceId, targetId, Ids.relation(sourceId, targetId)),
        component,
        side);
  }

  Sky callsEndpoint(
      String service, String endpoint, String target, String targetEndpoint, int component) {
    String sourceId = Ids.service(service, !service.equals(Ids.USER));
    String targetId = Ids.service(target, true);
    return relation(
        CatalogKind.ENDPOINT_RELATION,
        Schema.ENDPOINT_RELATION,
        new Ends(
            Ids.endpoint(sourceId, endpoint),
            Ids.endpoint(targetId, targetEndpoint),
            Ids.endpointRelation(sourceId, endpoint, targetId, targetEndpoint)),
        component,
        "server");
  }

  /** A segment as stored: its payload is its id, which the test's decoder looks up. */
  Sky segment(Segment segment) {
    asked.segments.put(segment.segmentId(), segment);
    String serviceId = Ids.service(segment.service(), true);
    long start = Long.MAX_VALUE;
    long end = 0;
    boolean error = false;
    List<String> tags = new ArrayList<>();
    for (Span span : segment.spans()) {
      start = Math.min(start, span.startMillis());
      end = Math.max(end, span.endMillis());
      error |= span.error();
      span.tags().stream().map(Tag::text).forEach(tags::add);
    }
    asked
        .storage
        .records()
        .append(
            List.of(
                new RecordRow(
                    Schema.SEGMENT,
                    Keys.of(segment.segmentId()),
                    start,
                    new long[] {
                      Keys.of(segment.traceId()),
                      Keys.of(serviceId),
                      Keys.of(Ids.instance(serviceId, segment.instance())),
                      Keys.of(Ids.endpoint(serviceId, segment.spans().getFirst().operationName())),
                      end - start,
                      error ? 1 : 0
                    },
                    tags,
                    PayloadFormat.SKYWALKING_SEGMENT,
                    segment.segmentId().getBytes(StandardCharsets.UTF_8))));
    return this;
  }

  private record Ends(String source, String target, String relationId) {}

  private Sky relation(
      CatalogKind kind, MetricFamily family, Ends ends, int component, String side) {
    int line = ends.source.indexOf('_');
    long owner = Keys.of(line < 0 ? ends.source : ends.source.substring(0, line));
    put(
        kind,
        Keys.of(ends.relationId + ' ' + side),
        owner,
        name(ends.source) + " -> " + name(ends.target),
        Map.of(
            "source",
            ends.source,
            "destination",
            ends.target,
            "side",
            side,
            "component",
            String.valueOf(component)),
        nowMillis);
    LatencySketch sketch = new LatencySketch();
    sketch.add(12);
    return row(
        family,
        new EntityKey(owner, Keys.of(ends.relationId)),
        new long[] {1, 0, 12, 1, 0},
        sketch);
  }

  private static String name(String id) {
    return id.indexOf('_') < 0 ? Ids.parseService(id).name() : Ids.parseOwned(id).name();
  }

  private Sky put(
      CatalogKind kind,
      long key,
      long owner,
      String name,
      Map<String, String> attributes,
      long seenMillis) {
    asked
        .storage
        .catalog()
        .put(List.of(new CatalogEntry(kind, key, owner, name, attributes, seenMillis)));
    return this;
  }
}
