// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.Schema;

/**
 * Adds to what a caller says of a service the calls it made before anybody knew which service
 * answers at the address it used: those rows name the address. The topology shows such calls under
 * the service too, so the numbers of a relation agree with its edge.
 */
final class CallsByAddress {
  private static final int MAX_RELATIONS = 10_000;

  private final Function<MetricQuery, List<MetricPoint>> source;
  private final CatalogStore catalog;

  CallsByAddress(Function<MetricQuery, List<MetricPoint>> source, CatalogStore catalog) {
    this.source = source;
    this.catalog = catalog;
  }

  /** Like the source; points of one entity and bucket are one, in no particular order. */
  List<MetricPoint> series(MetricQuery query) {
    List<EntityKey> wanted = query.entities();
    Side side = Side.of(query.family());
    if (side == null || wanted == null) {
      return source.apply(query);
    }
    Map<EntityKey, EntityKey> meant = byAddress(side, new HashSet<>(wanted));
    if (meant.isEmpty()) {
      return source.apply(query);
    }
    List<EntityKey> all = new ArrayList<>(wanted);
    meant.keySet().stream().filter(key -> !wanted.contains(key)).forEach(all::add);
    Map<Place, MetricPoint> points = new LinkedHashMap<>();
    for (MetricPoint point :
        source.apply(
            MetricQuery.of(
                query.family(),
                query.tier(),
                query.fromMillis(),
                query.toMillis(),
                all,
                query.sketches()))) {
      EntityKey entity = meant.getOrDefault(point.entity(), point.entity());
      points.merge(
          new Place(entity, point.bucketMillis()),
          new MetricPoint(entity, point.bucketMillis(), point.measures(), point.sketch()),
          CallsByAddress::sum);
    }
    return List.copyOf(points.values());
  }

  private record Place(EntityKey entity, long bucketMillis) {}

  /** Relations that callers report, and what the catalogue of addresses says of their target. */
  private enum Side {
    SERVICE(CatalogKind.SERVICE_RELATION, "service"),
    INSTANCE(CatalogKind.INSTANCE_RELATION, "instance");

    private final CatalogKind kind;
    private final String attribute;

    Side(CatalogKind kind, String attribute) {
      this.kind = kind;
      this.attribute = attribute;
    }

    static @Nullable Side of(MetricFamily family) {
      if (family.equals(Schema.SERVICE_RELATION_CLIENT)) {
        return SERVICE;
      }
      return family.equals(Schema.INSTANCE_RELATION_CLIENT) ? INSTANCE : null;
    }
  }

  /** From relations to an address to the wanted relation they mean. */
  private Map<EntityKey, EntityKey> byAddress(Side side, Set<EntityKey> wanted) {
    List<CatalogEntry> relations = new ArrayList<>();
    for (long owner : wanted.stream().mapToLong(EntityKey::owner).distinct().toArray()) {
      relations.addAll(
          catalog.list(new CatalogQuery(side.kind, owner, "", 0, MAX_RELATIONS)).stream()
              .filter(relation -> "client".equals(relation.attributes().get("side")))
              .toList());
    }
    Map<Long, CatalogEntry> aliases = new HashMap<>();
    catalog
        .get(
            CatalogKind.ADDRESS_ALIAS,
            relations.stream().map(CallsByAddress::addressKey).distinct().toList())
        .forEach(alias -> aliases.put(alias.key(), alias));
    Map<EntityKey, EntityKey> meant = new HashMap<>();
    for (CatalogEntry relation : relations) {
      CatalogEntry alias = aliases.get(addressKey(relation));
      String target = alias == null ? null : alias.attributes().get(side.attribute);
      if (target != null) {
        String from = relation.attributes().getOrDefault("source", "");
        String to = relation.attributes().getOrDefault("destination", "");
        EntityKey real = new EntityKey(relation.owner(), Keys.of(Ids.relation(from, target)));
        if (wanted.contains(real)) {
          meant.put(new EntityKey(relation.owner(), Keys.of(Ids.relation(from, to))), real);
        }
      }
    }
    return meant;
  }

  /** The key under which the catalogue would know a relation's target, were it an address. */
  private static long addressKey(CatalogEntry relation) {
    String destination = relation.attributes().getOrDefault("destination", "");
    int dot = destination.indexOf('.');
    return Keys.of(dot < 0 ? destination : destination.substring(0, dot));
  }

  private static MetricPoint sum(MetricPoint sum, MetricPoint more) {
    for (int i = 0; i < sum.measures().length; i++) {
      sum.measures()[i] += more.measures()[i];
    }
    if (sum.sketch() != null && more.sketch() != null) {
      sum.sketch().merge(more.sketch());
    }
    return sum;
  }
}
