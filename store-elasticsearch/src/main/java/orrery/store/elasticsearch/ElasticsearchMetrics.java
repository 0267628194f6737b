// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import orrery.store.EntityKey;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStore;
import tools.jackson.databind.JsonNode;

/** Metric rows, packed; see {@link MetricPack} and {@link PackName}. */
final class ElasticsearchMetrics implements MetricStore {
  /** Packs in one answer. */
  private static final int PAGE = 1_000;

  private static final long MAX_MILLIS = 253_402_300_799_999L;

  private final Days days;
  private final MetricPacks packs;
  private final Search search;

  ElasticsearchMetrics(Days days, Bulk bulk, Search search) {
    this.days = days;
    this.packs = new MetricPacks(days, bulk, search);
    this.search = search;
  }

  MetricPacks packs() {
    return packs;
  }

  @Override
  public void write(List<MetricRow> rows) {
    if (!rows.isEmpty()) {
      packs.write(rows);
    }
  }

  @Override
  public List<MetricPoint> series(MetricQuery query) {
    return read(query, new MetricSums(query, false));
  }

  @Override
  public List<MetricPoint> totals(MetricQuery query) {
    return read(query, new MetricSums(query, true));
  }

  private List<MetricPoint> read(MetricQuery query, MetricSums sums) {
    List<EntityKey> entities = query.entities();
    if (query.fromMillis() > query.toMillis() || (entities != null && entities.isEmpty())) {
      return List.of();
    }
    String names = days.between(query.fromMillis(), query.toMillis());
    JsonNode last = null;
    int hits;
    do {
      hits = 0;
      for (JsonNode hit : search.hits(names, body(query, last))) {
        JsonNode source = hit.path("_source");
        sums.add(source.path("bucket").asLong(0), MetricPacks.PackDocument.pack(source));
        last = hit.path("sort");
        hits++;
      }
    } while (hits == PAGE);
    return sums.points();
  }

  /** The next page of packs, in the order of bucket, part, writer, which is theirs alone. */
  static String body(MetricQuery query, @Nullable JsonNode after) {
    JsonBytes body = new JsonBytes(512).raw("{\"size\":").number(PAGE);
    body.raw(",\"track_total_hits\":false,\"_source\":[\"bucket\",\"measures\"");
    body.raw(query.sketches() && query.family().sketch() ? ",\"sketches\"]" : "]");
    body.raw(",\"sort\":[\"bucket\",\"part\",\"writer\"]");
    if (after != null) {
      body.raw(",\"search_after\":").raw(after.toString());
    }
    body.raw(",\"query\":{\"bool\":{\"filter\":[{\"term\":{\"family\":\"");
    body.raw(PackName.family(query.family(), query.tier()));
    body.raw("\"}},{\"range\":{\"bucket\":{\"gte\":");
    body.number(Math.clamp(query.fromMillis(), 0, MAX_MILLIS)).raw(",\"lte\":");
    body.number(Math.clamp(query.toMillis(), -1, MAX_MILLIS)).raw("}}}");
    String parts = parts(query);
    if (!parts.isEmpty()) {
      body.raw(",{\"terms\":{\"part\":[").raw(parts).raw("]}}");
    }
    return body.raw("]}}}").toString();
  }

  /** The parts that may hold something; blank for all. */
  private static String parts(MetricQuery query) {
    List<EntityKey> entities = query.entities();
    Long owner = query.owner();
    if (entities != null) {
      return entities.stream()
          .map(entity -> PackName.part(query.family(), entity.owner()))
          .distinct()
          .sorted()
          .map(String::valueOf)
          .collect(Collectors.joining(","));
    }
    return owner == null ? "" : String.valueOf(PackName.part(query.family(), owner));
  }
}
