// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.store.CatalogStore;
import orrery.store.MetricStore;
import orrery.store.RecordStore;
import orrery.store.Storage;
import orrery.store.elasticsearch.HttpNodes.Answer;
import orrery.store.elasticsearch.HttpNodes.Call;
import tools.jackson.databind.JsonNode;

/**
 * Storage in a cluster of Elasticsearch or OpenSearch: an index of records and one of metrics for
 * each UTC day, and one for the catalogue. Any number of processes may use the same.
 */
public final class ElasticsearchStorage implements Storage {
  private static final int CHECK_MILLIS = 1_000;

  private final String name;
  private final ElasticsearchSettings settings;
  private final IndexLayout.Names names;
  private final Requests requests;
  private final Indices indices;
  private final ElasticsearchRecords records;
  private final ElasticsearchMetrics metrics;
  private final ElasticsearchCatalog catalog;
  private volatile @Nullable Product product;

  private ElasticsearchStorage(String name, ElasticsearchSettings settings) {
    this.name = name;
    this.settings = settings;
    this.names = IndexLayout.Names.of(settings.layout());
    this.requests = new Requests(new HttpNodes(settings));
    this.indices =
        new Indices(
            requests, IndexLayout.all(names, settings.layout()), settings.limits().readLagMillis());
    Bulk bulk = new Bulk(requests, indices, settings.limits());
    Search search = new Search(requests, indices);
    this.records = new ElasticsearchRecords(names.records(), bulk, search);
    this.metrics = new ElasticsearchMetrics(names.metrics(), bulk, search);
    this.catalog = new ElasticsearchCatalog(names.catalog(), bulk, search);
  }

  /**
   * A storage in this cluster. Reads the trust store; no other I/O until {@link #prepare()}.
   *
   * @param name {@code elasticsearch} or {@code opensearch}, as people know it
   */
  public static ElasticsearchStorage of(String name, ElasticsearchSettings settings) {
    return new ElasticsearchStorage(name, settings);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public MetricStore metrics() {
    return metrics;
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public CatalogStore catalog() {
    return catalog;
  }

  @Override
  public void prepare() {
    product = Product.detect(requests);
    indices.prepare();
    indices.ensure(names.catalog());
  }

  @Override
  public int dropBefore(long recordsMillis, long metricsMillis) {
    catalog.dropBefore(metricsMillis);
    return drop(names.records(), recordsMillis) + drop(names.metrics(), metricsMillis);
  }

  private int drop(Days days, long beforeMillis) {
    int dropped = 0;
    for (String index : indices.list(days.pattern())) {
      OptionalLong end = days.endMillis(index);
      if (end.isPresent() && end.getAsLong() <= beforeMillis) {
        metrics.packs().forgetIndex(index);
        dropped += indices.delete(index) ? 1 : 0;
      }
    }
    return dropped;
  }

  @Override
  public List<Check> check() {
    String part = "storage_" + name;
    try {
      Answer answer =
          requests.once(
              Call.of(
                  "GET",
                  "/_cluster/health/" + settings.layout().prefix() + "orrery_*?timeout=500ms"),
              CHECK_MILLIS);
      if (!answer.isGood()) {
        return List.of(
            Check.unhealthy(
                part, String.valueOf(Refusal.of("health", answer).fault().getMessage())));
      }
      JsonNode health = Json.tree(answer.body());
      if (health.path("status").asString("").equals("red")) {
        return List.of(
            Check.unhealthy(
                part,
                health.path("unassigned_shards").asInt(0)
                    + " shards of Orrery's indices are not there; see GET"
                    + " _cluster/allocation/explain of "
                    + settings.address()));
      }
      Product found = product;
      return List.of(new Check(part, true, found == null ? "" : found.toString()));
    } catch (Fault fault) {
      return List.of(Check.unhealthy(part, String.valueOf(fault.getMessage())));
    }
  }

  @Override
  public long sizeBytes() {
    return 0;
  }

  @Override
  public void close() {
    requests.close();
  }
}
