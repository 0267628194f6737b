// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import orrery.model.Fault;

/** Documents in one map, sorted by kind, time and id key. */
final class MemoryRecords implements RecordStore {
  private record Key(String kind, long timeMillis, long idKey) {}

  private static final Comparator<RecordRow> BY_TIME =
      Comparator.comparingLong(RecordRow::timeMillis).thenComparingLong(RecordRow::idKey);

  private final ConcurrentSkipListMap<Key, RecordRow> rows =
      new ConcurrentSkipListMap<>(
          Comparator.comparing(Key::kind)
              .thenComparingLong(Key::timeMillis)
              .thenComparingLong(Key::idKey));

  @Override
  public void append(List<RecordRow> appended) {
    for (RecordRow row : appended) {
      rows.putIfAbsent(new Key(row.kind().name(), row.timeMillis(), row.idKey()), row);
    }
  }

  @Override
  public List<RecordRow> find(RecordQuery query) {
    Comparator<RecordRow> order = BY_TIME;
    String ranked = query.kind().ranked();
    if (query.byRank() && ranked != null) {
      order = Comparator.comparingLong((RecordRow row) -> row.value(ranked)).thenComparing(BY_TIME);
    }
    return between(query.kind(), query.fromMillis(), query.toMillis())
        .filter(row -> query.conditions().stream().allMatch(condition -> holds(condition, row)))
        .filter(row -> row.tags().containsAll(query.tags()))
        .sorted(query.descending() ? order.reversed() : order)
        .skip(query.offset())
        .limit(query.limit())
        .map(MemoryRecords::asRead)
        .toList();
  }

  @Override
  public List<RecordRow> group(RecordKind kind, long value, int limit) {
    String group = kind.group();
    if (group == null) {
      throw new Fault.Unsupported("kind " + kind.name() + " has no group field");
    }
    List<RecordRow> newest =
        new ArrayList<>(
            between(kind, Long.MIN_VALUE, Long.MAX_VALUE)
                .filter(row -> row.value(group) == value)
                .sorted(BY_TIME.reversed())
                .limit(limit)
                .map(MemoryRecords::asRead)
                .toList());
    Collections.reverse(newest);
    return newest;
  }

  @Override
  public List<String> tagKeys(RecordKind kind, long fromMillis, long toMillis, int limit) {
    return sorted(tags(kind, fromMillis, toMillis).map(MemoryRecords::tagKey), limit);
  }

  @Override
  public List<String> tagValues(
      RecordKind kind, String key, long fromMillis, long toMillis, int limit) {
    return sorted(
        tags(kind, fromMillis, toMillis)
            .filter(tag -> tagKey(tag).equals(key))
            .map(tag -> tag.substring(Math.min(key.length() + 1, tag.length()))),
        limit);
  }

  int dropBefore(long millis) {
    Set<Long> days = new HashSet<>();
    for (Key key : rows.keySet()) {
      long day = MemoryStorage.day(key.timeMillis());
      if (day < MemoryStorage.day(millis)) {
        rows.remove(key);
        days.add(day);
      }
    }
    return days.size();
  }

  private Stream<RecordRow> between(RecordKind kind, long fromMillis, long toMillis) {
    return rows.values().stream()
        .filter(row -> row.kind().name().equals(kind.name()))
        .filter(row -> row.timeMillis() >= fromMillis && row.timeMillis() <= toMillis);
  }

  private Stream<String> tags(RecordKind kind, long fromMillis, long toMillis) {
    return between(kind, fromMillis, toMillis).flatMap(row -> row.tags().stream());
  }

  private static List<String> sorted(Stream<String> texts, int limit) {
    TreeSet<String> sorted = new TreeSet<>();
    texts.forEach(sorted::add);
    return sorted.stream().limit(limit).toList();
  }

  private static String tagKey(String tag) {
    int equals = tag.indexOf('=');
    return equals < 0 ? tag : tag.substring(0, equals);
  }

  private static boolean holds(RecordQuery.Condition condition, RecordRow row) {
    long value = row.value(condition.field());
    return switch (condition.test()) {
      case EQUAL -> value == condition.operand();
      case AT_LEAST -> value >= condition.operand();
      case AT_MOST -> value <= condition.operand();
    };
  }

  private static RecordRow asRead(RecordRow row) {
    return new RecordRow(
        row.kind(),
        row.idKey(),
        row.timeMillis(),
        row.values().clone(),
        List.of(),
        row.format(),
        row.payload().clone());
  }
}
