// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.Keys;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogStore;
import orrery.store.EntityKey;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.TieredMetrics;

/**
 * The greatest or least of services, instances or endpoints by a metric.
 *
 * <p>What is compared is the value over the whole range, computed from the measures' totals: a mean
 * over all calls, not a mean of the buckets' means; calls per minute of the range, with their
 * fraction. A thing is ranked when it has data in the range and the catalogue knows its name.
 */
public final class Ranking {
  /** How many can be asked for. */
  public static final int MAX_LIMIT = 1_000;

  private final TieredMetrics source;
  private final CatalogStore catalog;

  public Ranking(TieredMetrics source, CatalogStore catalog) {
    this.source = source;
    this.catalog = catalog;
  }

  /**
   * What to rank.
   *
   * @param serviceId only what belongs to this service, null for all there is; a ranking of
   *     services ignores it
   * @param filters all must hold
   */
  public record Request(
      Metric.Value metric,
      Buckets buckets,
      @Nullable String serviceId,
      int limit,
      boolean ascending,
      List<Filter> filters) {
    public Request {
      filters = List.copyOf(filters);
      if (limit < 1 || limit > MAX_LIMIT) {
        throw new Fault.Invalid("a ranking has 1 to " + MAX_LIMIT + " places, not " + limit);
      }
    }
  }

  /**
   * A condition on an attribute of the service. Attribute 0 is its layer, the others are blank.
   *
   * @param equal whether it must be this or must not
   */
  public record Filter(int attribute, String value, boolean equal) {
    private boolean holds(CatalogEntry service) {
      boolean same =
          attribute == 0
              ? Arrays.asList(service.attributes().getOrDefault("layers", "").split(","))
                  .contains(value)
              : value.isEmpty();
      return same == equal;
    }
  }

  /**
   * One place of a ranking.
   *
   * @param name how to display it: where things of several services are ranked, the service's name
   *     goes before
   */
  public record Place(String name, Owner owner, double value) {}

  private record Candidate(EntityKey entity, double value) {}

  /** The best places, in order; ties by key, so that the same question gets the same answer. */
  public List<Place> best(Request request) {
    CatalogKind kind = request.metric().scope().ranked();
    if (kind == null) {
      throw new Fault.Invalid(
          "services, instances and endpoints can be ranked, but "
              + request.metric().name()
              + " is about calls between them");
    }
    List<Candidate> candidates = candidates(request, kind);
    List<Place> places = new ArrayList<>();
    // Names are looked up for the best only; a further round is for those that nothing names.
    for (int at = 0; at < candidates.size() && places.size() < request.limit(); ) {
      int size = request.filters().isEmpty() ? request.limit() : 10 * request.limit();
      int end = Math.min(candidates.size(), at + Math.max(size, 100));
      places.addAll(named(candidates.subList(at, end), request, kind));
      at = end;
    }
    return places.size() > request.limit() ? places.subList(0, request.limit()) : places;
  }

  private List<Candidate> candidates(Request request, CatalogKind kind) {
    Long owner =
        request.serviceId() == null || kind == CatalogKind.SERVICE
            ? null
            : Keys.of(request.serviceId());
    Buckets buckets = request.buckets();
    List<Candidate> candidates = new ArrayList<>();
    for (MetricPoint total :
        source.totals(
            MetricQuery.ownedBy(
                request.metric().family(),
                buckets.tier(),
                buckets.from(),
                buckets.to(),
                owner,
                false))) {
      Double value = request.metric().inRange(total, buckets.minutes());
      if (value != null) {
        candidates.add(new Candidate(total.entity(), value));
      }
    }
    Comparator<Candidate> byValue = Comparator.comparingDouble(Candidate::value);
    candidates.sort(
        (request.ascending() ? byValue : byValue.reversed()).thenComparing(Candidate::entity));
    return candidates;
  }

  private List<Place> named(List<Candidate> candidates, Request request, CatalogKind kind) {
    Map<Long, CatalogEntry> things =
        byKey(kind, candidates.stream().map(candidate -> candidate.entity().key()).toList());
    Map<Long, CatalogEntry> services =
        kind == CatalogKind.SERVICE
            ? things
            : byKey(
                CatalogKind.SERVICE,
                candidates.stream().map(candidate -> candidate.entity().owner()).toList());
    List<Place> places = new ArrayList<>();
    for (Candidate candidate : candidates) {
      EntityKey entity = candidate.entity();
      CatalogEntry thing = things.get(entity.key());
      CatalogEntry service =
          services.get(kind == CatalogKind.SERVICE ? entity.key() : entity.owner());
      if (thing != null
          && service != null
          && request.filters().stream().allMatch(filter -> filter.holds(service))) {
        places.add(place(request, thing, service, candidate.value()));
      }
    }
    return places;
  }

  private static Place place(
      Request request, CatalogEntry thing, CatalogEntry service, double value) {
    boolean normal = Boolean.parseBoolean(service.attributes().getOrDefault("normal", "true"));
    Scope scope = request.metric().scope();
    if (scope == Scope.SERVICE) {
      return new Place(service.name(), new Owner(scope, service.name(), normal, null), value);
    }
    String name =
        request.serviceId() == null ? service.name() + " - " + thing.name() : thing.name();
    return new Place(name, new Owner(scope, service.name(), normal, thing.name()), value);
  }

  private Map<Long, CatalogEntry> byKey(CatalogKind kind, List<Long> keys) {
    Set<Long> distinct = new HashSet<>(keys);
    Map<Long, CatalogEntry> found = HashMap.newHashMap(distinct.size());
    for (CatalogEntry entry : catalog.get(kind, distinct)) {
      found.put(entry.key(), entry);
    }
    return found;
  }
}
