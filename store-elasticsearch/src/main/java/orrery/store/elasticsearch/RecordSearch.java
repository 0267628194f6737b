// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import orrery.store.RecordKind;
import orrery.store.RecordQuery;

/** The bodies of searches for records. */
final class RecordSearch {
  /** What the cluster's date field can say: no more is ever stored. */
  private static final long MAX_MILLIS = 253_402_300_799_999L;

  /** Buckets of an aggregation are bounded by the cluster, by 65,536 when nothing else is set. */
  private static final int MAX_TERMS = 10_000;

  /** Longer regular expressions are refused by the cluster ({@code index.max_regex_length}). */
  private static final int MAX_EXPRESSION = 1_000;

  private RecordSearch() {}

  static String find(RecordQuery query) {
    JsonBytes filter = filter(query.kind(), query.fromMillis(), query.toMillis());
    for (RecordQuery.Condition condition : query.conditions()) {
      query.kind().index(condition.field()); // or it throws
      filter.raw(",");
      String field = RecordDocument.FIELD + condition.field();
      switch (condition.test()) {
        case EQUAL -> term(filter, field).number(condition.operand()).raw("}}");
        case AT_LEAST ->
            range(filter, field).raw("\"gte\":").number(condition.operand()).raw("}}}");
        case AT_MOST -> range(filter, field).raw("\"lte\":").number(condition.operand()).raw("}}}");
      }
    }
    for (String tag : query.tags()) {
      term(filter.raw(","), "tags").text(tag).raw("}}");
    }
    JsonBytes body = new JsonBytes(1_024).raw("{\"size\":").number(query.limit());
    body.raw(",\"from\":").number(query.offset());
    sort(body, query.byRank() ? query.kind().ranked() : null, query.descending());
    return end(body, filter);
  }

  /** The newest of a group, newest first. */
  static String group(RecordKind kind, String field, long value, int limit) {
    JsonBytes filter = kindFilter(kind).raw(",");
    term(filter, RecordDocument.FIELD + field).number(value).raw("}}");
    JsonBytes body = new JsonBytes(512).raw("{\"size\":").number(limit);
    sort(body, null, true);
    return end(body, filter);
  }

  static String tagKeys(RecordKind kind, long fromMillis, long toMillis, int limit) {
    JsonBytes body = new JsonBytes(512).raw("{\"size\":0,\"aggs\":{\"terms\":{\"terms\":{");
    body.raw("\"field\":\"tag_keys\",\"order\":{\"_key\":\"asc\"},\"size\":");
    body.number(Math.min(limit, MAX_TERMS)).raw("}}}");
    return end(body, filter(kind, fromMillis, toMillis));
  }

  /** Tags with this key; with an unusually long key, others too. */
  static String tagValues(RecordKind kind, String key, long fromMillis, long toMillis, int limit) {
    JsonBytes filter = filter(kind, fromMillis, toMillis).raw(",");
    term(filter, "tag_keys").text(key).raw("}}");
    JsonBytes body = new JsonBytes(512).raw("{\"size\":0,\"aggs\":{\"terms\":{\"terms\":{");
    body.raw("\"field\":\"tags\",\"order\":{\"_key\":\"asc\"},\"size\":");
    String include = literal(key) + "=.*";
    if (include.length() <= MAX_EXPRESSION) {
      body.number(Math.min(limit, MAX_TERMS)).raw(",\"include\":").text(include);
    } else {
      body.number(MAX_TERMS);
    }
    return end(body.raw("}}}"), filter);
  }

  /** A text as a regular expression of Lucene that matches only itself. */
  private static String literal(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}\\p{Cntrl}]", "\\\\$0");
  }

  private static JsonBytes filter(RecordKind kind, long fromMillis, long toMillis) {
    JsonBytes filter = kindFilter(kind).raw(",");
    range(filter, "time").raw("\"gte\":").number(Math.clamp(fromMillis, 0, MAX_MILLIS));
    return filter.raw(",\"lte\":").number(Math.clamp(toMillis, -1, MAX_MILLIS)).raw("}}}");
  }

  private static JsonBytes kindFilter(RecordKind kind) {
    return term(new JsonBytes(512), "kind").text(kind.name()).raw("}}");
  }

  private static JsonBytes term(JsonBytes json, String field) {
    return json.raw("{\"term\":{\"").raw(field).raw("\":");
  }

  private static JsonBytes range(JsonBytes json, String field) {
    return json.raw("{\"range\":{\"").raw(field).raw("\":{");
  }

  private static void sort(
      JsonBytes body, @org.jspecify.annotations.Nullable String ranked, boolean descending) {
    String order = descending ? "\"desc\"" : "\"asc\"";
    body.raw(",\"sort\":[");
    if (ranked != null) {
      body.raw("{\"" + RecordDocument.FIELD).raw(ranked).raw("\":").raw(order).raw("},");
    }
    body.raw("{\"time\":").raw(order).raw("},{\"id\":").raw(order).raw("}]");
  }

  private static String end(JsonBytes body, JsonBytes filter) {
    return body.raw(",\"track_total_hits\":false,\"query\":{\"bool\":{\"filter\":[")
        .json(filter)
        .raw("]}}}")
        .toString();
  }
}
