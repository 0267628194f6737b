// SPDX-License-Identifier: Apache-2.0
package orrery.query.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.query.schema.Ahead;
import orrery.query.schema.TimeRange;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.Schema;
import orrery.store.TieredMetrics;

/**
 * Finds who called whom in a time: the catalogue knows the relations, their traffic tells which
 * were in use, and addresses that turned out to be services are replaced by them.
 */
final class Relations {
  /** How many relations one question looks at. */
  static final int MAX_RELATIONS = 50_000;

  /** Signs of life of relations are written every ten minutes; one more for the commit. */
  private static final long REFRESH_MILLIS = 660_000;

  /** With more relations than this, reading all traffic is cheaper than naming each. */
  private static final int MAX_NAMED = 400;

  /** A few minutes, so that a pause of a minute does not cost the second read. */
  private static final long RECENT_MILLIS = 240_000;

  private static final Relation.KeyOf BY_IDS =
      (source, target) -> Keys.of(Ids.relation(source, target));
  private static final Relation.KeyOf OF_ENDPOINTS =
      (source, target) -> Keys.of(source.replace('_', '-') + '-' + target.replace('_', '-'));

  private final CatalogStore catalog;
  private final TieredMetrics metrics;

  Relations(CatalogStore catalog, TieredMetrics metrics) {
    this.catalog = catalog;
    this.metrics = metrics;
  }

  /**
   * When to look, and how closely.
   *
   * @param whole whether traffic is wanted of the whole range, and not only whether there was some
   */
  record Span(TimeRange range, boolean whole) {}

  /**
   * A relation in use.
   *
   * @param traffic of the span; of a part of it unless the whole was wanted
   */
  record Active(Relation relation, MetricPoint traffic) {}

  /** Calls between services that were seen in the time or after, in use in it or not. */
  List<Relation> services(TimeRange range) {
    return withoutAliases(list(CatalogKind.SERVICE_RELATION, null, "", range, BY_IDS), "service");
  }

  /** Those of these calls between services that were in use. */
  List<Active> activeServices(List<Relation> relations, Span span) {
    return active(relations, span, Schema.SERVICE_RELATION_CLIENT, Schema.SERVICE_RELATION_SERVER);
  }

  /** Calls between instances of two services, in either direction. */
  List<Active> instances(Span span, String oneId, String otherId) {
    List<Relation> listed = new ArrayList<>();
    for (String owner : new LinkedHashSet<>(List.of(oneId, otherId))) {
      listed.addAll(list(CatalogKind.INSTANCE_RELATION, Keys.of(owner), "", span.range, BY_IDS));
    }
    Set<String> pair = Set.of(oneId + '-' + otherId, otherId + '-' + oneId);
    List<Relation> wanted =
        filter(
            withoutAliases(listed, "instance"),
            relation ->
                pair.contains(
                    Relation.serviceOf(relation.source())
                        + '-'
                        + Relation.serviceOf(relation.target())));
    return active(wanted, span, Schema.INSTANCE_RELATION_CLIENT, Schema.INSTANCE_RELATION_SERVER);
  }

  /** Calls from or to an endpoint. */
  List<Active> endpoints(Span span, String endpointId) {
    // The name of a relation holds the names of both ends: the store can look for it.
    String name = Ids.parseOwned(endpointId).name();
    List<Relation> wanted =
        filter(
            list(CatalogKind.ENDPOINT_RELATION, null, name, span.range, OF_ENDPOINTS),
            relation ->
                relation.source().equals(endpointId) || relation.target().equals(endpointId));
    return active(wanted, span, Schema.ENDPOINT_RELATION, Schema.ENDPOINT_RELATION);
  }

  private List<Relation> list(
      CatalogKind kind,
      @Nullable Long owner,
      String keyword,
      TimeRange range,
      Relation.KeyOf keyOf) {
    List<Relation> relations = new ArrayList<>();
    CatalogQuery query =
        new CatalogQuery(kind, owner, keyword, range.fromMillis() - REFRESH_MILLIS, MAX_RELATIONS);
    for (CatalogEntry entry : catalog.list(query)) {
      relations.add(Relation.of(entry, keyOf));
    }
    return relations;
  }

  /** Callers know addresses; what answers there is known once it was called. */
  private List<Relation> withoutAliases(List<Relation> relations, String attribute) {
    Map<Long, List<Integer>> byAddress = new HashMap<>();
    for (int i = 0; i < relations.size(); i++) {
      if (relations.get(i).client()) {
        String service = Relation.serviceOf(relations.get(i).target());
        int dot = service.lastIndexOf('.');
        if (dot > 0) {
          byAddress
              .computeIfAbsent(Keys.of(service.substring(0, dot)), _ -> new ArrayList<>())
              .add(i);
        }
      }
    }
    if (byAddress.isEmpty()) {
      return relations;
    }
    List<Relation> rewritten = new ArrayList<>(relations);
    for (CatalogEntry alias : catalog.get(CatalogKind.ADDRESS_ALIAS, byAddress.keySet())) {
      String target = alias.attributes().get(attribute);
      if (target != null) {
        for (int i : byAddress.getOrDefault(alias.key(), List.of())) {
          rewritten.set(i, relations.get(i).to(target));
        }
      }
    }
    return rewritten;
  }

  private List<Active> active(
      List<Relation> relations, Span span, MetricFamily client, MetricFamily server) {
    List<Relation> ofServer = filter(relations, relation -> !relation.client());
    Ahead<Map<EntityKey, MetricPoint>> reading =
        Ahead.started(() -> traffic(server, ofServer, span));
    Map<EntityKey, MetricPoint> ofClients =
        traffic(client, filter(relations, Relation::client), span);
    Map<EntityKey, MetricPoint> ofServers = reading.get();
    List<Active> active = new ArrayList<>();
    for (Relation relation : relations) {
      MetricPoint point = (relation.client() ? ofClients : ofServers).get(relation.key());
      if (point != null) {
        active.add(new Active(relation, point));
      }
    }
    return active;
  }

  /** What was counted by these services themselves in the whole range. */
  Map<EntityKey, MetricPoint> ofServices(TimeRange range, Set<EntityKey> services) {
    return totals(
        services, all(Schema.SERVICE, range, range.firstBucketMillis(), range.lastBucketMillis()));
  }

  /**
   * Most relations in use were in use just now: the rest of the range is read only for others, and
   * of them only for those that show something new.
   */
  private Map<EntityKey, MetricPoint> traffic(
      MetricFamily family, List<Relation> relations, Span span) {
    long first = span.range.firstBucketMillis();
    long last = span.range.lastBucketMillis();
    long recent = span.whole ? first : Math.max(first, last - RECENT_MILLIS);
    Map<EntityKey, MetricPoint> traffic =
        totals(keys(relations), all(family, span.range, recent, last));
    if (first < recent) {
      List<Relation> others = notShown(relations, traffic.keySet());
      totals(keys(others), all(family, span.range, first, recent - 1))
          .forEach(traffic::putIfAbsent);
    }
    return traffic;
  }

  /**
   * Relations that, were they in use, would show what those in use do not show. Callers name a
   * service by address until it answers: of each of its addresses, of today and of before its
   * restart, such a relation remains.
   */
  private static List<Relation> notShown(List<Relation> relations, Set<EntityKey> inUse) {
    Set<Relation.View> shown = new HashSet<>();
    for (Relation relation : relations) {
      if (inUse.contains(relation.key())) {
        shown.add(relation.view());
      }
    }
    return filter(relations, relation -> !shown.contains(relation.view()));
  }

  private static Set<EntityKey> keys(List<Relation> relations) {
    Set<EntityKey> keys = new LinkedHashSet<>();
    relations.forEach(relation -> keys.add(relation.key()));
    return keys;
  }

  private static MetricQuery all(
      MetricFamily family, TimeRange range, long fromMillis, long toMillis) {
    return MetricQuery.ownedBy(family, range.tier(), fromMillis, toMillis, null, false);
  }

  /** Of these, or of all where naming them is dearer. */
  private Map<EntityKey, MetricPoint> totals(Set<EntityKey> keys, MetricQuery all) {
    Map<EntityKey, MetricPoint> totals = new HashMap<>();
    if (keys.isEmpty()) {
      return totals;
    }
    MetricQuery query =
        keys.size() > MAX_NAMED
            ? all
            : MetricQuery.of(
                all.family(),
                all.tier(),
                all.fromMillis(),
                all.toMillis(),
                List.copyOf(keys),
                false);
    for (MetricPoint point : metrics.totals(query)) {
      totals.put(point.entity(), point);
    }
    return totals;
  }

  private static List<Relation> filter(List<Relation> relations, Predicate<Relation> wanted) {
    List<Relation> kept = new ArrayList<>();
    for (Relation relation : relations) {
      if (wanted.test(relation)) {
        kept.add(relation);
      }
    }
    return kept;
  }
}
