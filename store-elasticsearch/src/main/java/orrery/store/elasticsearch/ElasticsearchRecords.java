// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orrery.model.Fault;
import orrery.store.RecordKind;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.RecordStore;
import orrery.store.elasticsearch.Search.Name;
import tools.jackson.databind.JsonNode;

/** Records: a small document each to be found by, and payloads in blocks. */
final class ElasticsearchRecords implements RecordStore {
  private final Days days;
  private final Bulk bulk;
  private final Search search;
  private final PayloadBlocks blocks;

  ElasticsearchRecords(Days days, Bulk bulk, Search search) {
    this.days = days;
    this.bulk = bulk;
    this.search = search;
    this.blocks = new PayloadBlocks(search);
  }

  @Override
  public void append(List<RecordRow> rows) {
    Map<String, List<RecordRow>> byIndex = new LinkedHashMap<>();
    for (RecordRow row : rows) {
      byIndex.computeIfAbsent(days.index(row.timeMillis()), _ -> new ArrayList<>()).add(row);
    }
    List<Bulk.Item> blockItems = new ArrayList<>();
    List<Bulk.Item> rowItems = new ArrayList<>(rows.size());
    byIndex.forEach((index, ofIndex) -> pack(index, ofIndex, blockItems, rowItems));
    // blocks first: a row that can be found must never point to nothing
    create(blockItems);
    create(rowItems);
  }

  /** Creates what is not there; what is there stays as it is. Both are durable on return. */
  private void create(List<Bulk.Item> items) {
    List<Bulk.Outcome> outcomes = bulk.send(items, Bulk.Detail.NONE);
    Set<Name> there = new LinkedHashSet<>();
    for (int i = 0; i < items.size(); i++) {
      if (outcomes.get(i).isConflict()) {
        there.add(items.get(i).name());
      }
    }
    if (!there.isEmpty()) {
      keep(there);
    }
  }

  /**
   * What is there may be there in memory only, left by a request that met a full disk. Written once
   * more as it is, it is on disk when that is answered.
   */
  private void keep(Set<Name> there) {
    Map<Name, Search.Document> found = search.get(there);
    List<Bulk.Item> again = new ArrayList<>();
    found.forEach((name, document) -> again.add(RecordDocument.rewrite(name, document)));
    boolean kept =
        found.size() == there.size()
            && bulk.send(again, Bulk.Detail.VERSIONS).stream().noneMatch(Bulk.Outcome::isConflict);
    if (!kept) {
      throw new Fault.Unavailable("records that were there went, or others write them; try again");
    }
  }

  private static void pack(
      String index, List<RecordRow> rows, List<Bulk.Item> blockItems, List<Bulk.Item> rowItems) {
    int first = 0;
    while (first < rows.size()) {
      int end = first;
      long bytes = 0;
      while (end < rows.size()
          && (bytes == 0
              || bytes + PayloadBlock.size(rows.get(end)) <= PayloadBlock.TARGET_BYTES)) {
        bytes += PayloadBlock.size(rows.get(end++));
      }
      packBlock(index, rows.subList(first, end), blockItems, rowItems);
      first = end;
    }
  }

  private static void packBlock(
      String index, List<RecordRow> rows, List<Bulk.Item> blockItems, List<Bulk.Item> rowItems) {
    byte[] packed = PayloadBlock.pack(rows);
    if (rows.size() == 1) {
      rowItems.add(RecordDocument.create(index, rows.getFirst(), packed));
      return;
    }
    String id = PayloadBlock.id(packed);
    blockItems.add(RecordDocument.createBlock(new Name(index, id), packed));
    int slot = 0;
    for (RecordRow row : rows) {
      rowItems.add(RecordDocument.create(index, row, id, slot));
      slot += PayloadBlock.size(row);
    }
  }

  @Override
  public List<RecordRow> find(RecordQuery query) {
    String body = RecordSearch.find(query);
    if (query.limit() == 0 || query.fromMillis() > query.toMillis()) {
      return List.of();
    }
    return rows(query.kind(), days.between(query.fromMillis(), query.toMillis()), body);
  }

  @Override
  public List<RecordRow> group(RecordKind kind, long value, int limit) {
    if (kind.group() == null) {
      throw new Fault.Unsupported("records of kind " + kind.name() + " have no group");
    }
    if (limit <= 0) {
      return List.of();
    }
    int atMost = Math.min(limit, RecordQuery.MAX_DEPTH);
    List<RecordRow> newest =
        rows(kind, days.pattern(), RecordSearch.group(kind, kind.group(), value, atMost));
    return newest.reversed();
  }

  private List<RecordRow> rows(RecordKind kind, String names, String body) {
    JsonNode hits = search.hits(names, body);
    List<Name> wanted = new ArrayList<>();
    for (JsonNode hit : hits) {
      String block = hit.path("_source").path("block").asString("");
      if (!block.isEmpty()) {
        wanted.add(new Name(hit.path("_index").asString(""), block));
      }
    }
    Map<Name, byte[]> found = blocks.get(wanted);
    List<RecordRow> rows = new ArrayList<>(hits.size());
    for (JsonNode hit : hits) {
      JsonNode source = hit.path("_source");
      JsonNode own = source.path("payload");
      byte[] raw =
          own.isMissingNode()
              ? found.get(
                  new Name(hit.path("_index").asString(""), source.path("block").asString("")))
              : PayloadBlock.unpack(own.binaryValue());
      if (raw != null) { // else retention took the day between the two reads
        rows.add(RecordDocument.row(kind, source, raw, source.path("slot").asInt(0)));
      }
    }
    return rows;
  }

  @Override
  public List<String> tagKeys(RecordKind kind, long fromMillis, long toMillis, int limit) {
    return terms(
        fromMillis, toMillis, limit, RecordSearch.tagKeys(kind, fromMillis, toMillis, limit));
  }

  @Override
  public List<String> tagValues(
      RecordKind kind, String key, long fromMillis, long toMillis, int limit) {
    return terms(
            fromMillis,
            toMillis,
            limit,
            RecordSearch.tagValues(kind, key, fromMillis, toMillis, limit))
        .stream()
        .filter(tag -> tag.startsWith(key + "="))
        .map(tag -> tag.substring(key.length() + 1))
        .toList();
  }

  private List<String> terms(long fromMillis, long toMillis, int limit, String body) {
    if (limit <= 0 || fromMillis > toMillis) {
      return List.of();
    }
    List<String> terms = new ArrayList<>();
    JsonNode found = search.search(days.between(fromMillis, toMillis), body);
    for (JsonNode bucket : found.path("aggregations").path("terms").path("buckets")) {
      terms.add(bucket.path("key").asString(""));
    }
    return terms;
  }
}
