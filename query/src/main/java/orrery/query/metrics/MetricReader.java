// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.Storage;
import orrery.store.TieredMetrics;

/**
 * Resolves metrics by name to values: what all metric APIs have in common. Metrics nobody knows and
 * entities nobody named have no data; that is never an error.
 */
public final class MetricReader {
  private final MetricCatalogue catalogue;
  private final Function<MetricQuery, List<MetricPoint>> source;
  private final Ranking ranking;
  private final SlowRecords records;

  /** Over the metrics, names and records of a storage. */
  public MetricReader(MetricCatalogue catalogue, TieredMetrics source, Storage storage) {
    this(
        catalogue,
        new CallsByAddress(source::series, storage.catalog())::series,
        new Ranking(source, storage.catalog()),
        new SlowRecords(storage.records()));
  }

  private MetricReader(
      MetricCatalogue catalogue,
      Function<MetricQuery, List<MetricPoint>> source,
      Ranking ranking,
      SlowRecords records) {
    this.catalogue = catalogue;
    this.source = source;
    this.ranking = ranking;
    this.records = records;
  }

  /** The same, but what fields of one request read alike is read once. */
  public MetricReader within(DataFetchingEnvironment environment) {
    SharedReads shared =
        Objects.requireNonNull(
            environment
                .getGraphQlContext()
                .computeIfAbsent(SharedReads.class, key -> new SharedReads(source)));
    return new MetricReader(catalogue, shared::series, ranking, records);
  }

  public MetricCatalogue catalogue() {
    return catalogue;
  }

  public Ranking ranking() {
    return ranking;
  }

  public SlowRecords records() {
    return records;
  }

  /** Reads all that is needed, each family once. */
  public Readings read(Collection<Readings.Need> needs) {
    return Readings.of(source, needs);
  }

  /** The values of a regular metric, one per bucket; null where there is none. */
  List<@Nullable Double> series(String name, @Nullable EntityId id, Buckets buckets) {
    if (id == null || !(catalogue.find(name) instanceof Metric.Value metric)) {
      return Collections.nCopies(buckets.count(), null);
    }
    return read(List.of(new Readings.Need(metric.family(), id.key(), buckets, false)))
        .values(metric, id.key(), buckets);
  }

  /** The values of some ranks of a percentile; a null rank has none. */
  List<List<@Nullable Double>> series(
      Metric.Percentile metric, List<@Nullable Double> ranks, EntityId id, Buckets buckets) {
    Readings readings = read(List.of(new Readings.Need(metric.family(), id.key(), buckets, true)));
    List<List<@Nullable Double>> all = new ArrayList<>();
    for (Double rank : ranks) {
      all.add(
          rank == null
              ? Collections.nCopies(buckets.count(), null)
              : readings.values(metric, rank, id.key(), buckets));
    }
    return all;
  }

  /**
   * One value for all buckets together: the average of those that have one, or their sum where the
   * metric adds up. Entities without data are missing.
   */
  Map<EntityId, Double> single(String name, Scoped<EntityId> entities, Buckets buckets) {
    if (!(catalogue.find(name) instanceof Metric.Value metric)) {
      return Map.of();
    }
    List<EntityId> ids = entities.in(metric.scope());
    Readings readings =
        read(
            ids.stream()
                .map(id -> new Readings.Need(metric.family(), id.key(), buckets, false))
                .toList());
    Map<EntityId, Double> values = new HashMap<>();
    for (EntityId id : ids) {
      Stream<Double> present =
          readings.values(metric, id.key(), buckets).stream().filter(Objects::nonNull);
      var statistics = present.collect(Collectors.summarizingDouble(Double::doubleValue));
      if (statistics.getCount() > 0) {
        values.put(
            id,
            metric.formula().merging() == Formula.Merging.SUM
                ? statistics.getSum()
                : statistics.getAverage());
      }
    }
    return values;
  }

  /** Things that are known once the scope is. */
  @FunctionalInterface
  interface Scoped<T> {
    List<T> in(Scope scope);
  }
}
