// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orrery.store.RecordKind;

/**
 * The tables of a record kind and day.
 *
 * <ul>
 *   <li>documents: a row each, in the order of time and id, which name it; it says where the
 *       payload is. Indexes whose keys fall anywhere (trace ids) begin with the slice, the hour of
 *       the day: inserts then touch the current hour's part only, whatever the size of the day.
 *   <li>blocks: packed payloads, {@link orrery.store.jdbc.Block}.
 *   <li>tag sets: which sets of tags hold a tag; a row names its set.
 *   <li>tags: what the tags are called, by key; keys themselves are listed under the key {@value
 *       #KEYS}. Hashes stand for tags, because databases bound what can be a key.
 * </ul>
 */
record RecordTables(RecordKind kind, long day) {
  /** Under which key the keys are listed. */
  static final long KEYS = 0;

  static final String PREFIX = "orrery_record_";
  static final int SLICES = 24;

  /** All prefixes of tables of records. */
  static final List<String> PREFIXES =
      List.of(PREFIX, "orrery_block_", "orrery_tagset_", "orrery_tag_");

  private static final List<Column> NAME =
      List.of(Column.of("millis", Column.Type.INT), Column.of("id", Column.Type.LONG));

  static int slice(long millisOfDay) {
    return (int) (millisOfDay / Days.HOUR_MILLIS);
  }

  /** Up to the day. */
  static String prefix(RecordKind kind) {
    return PREFIX + kind.name() + "_";
  }

  List<Table> all() {
    return List.of(blocks(), documents(), tagSets(), tags());
  }

  /** Millisecond of the day, id, slice, the fields, tag set, block, slot. */
  Table documents() {
    List<Column> columns = new ArrayList<>(NAME);
    columns.add(Column.of("slice", Column.Type.SMALL));
    kind.fields().forEach(field -> columns.add(Column.of(field, Column.Type.LONG)));
    columns.add(Column.of("tag_set", Column.Type.LONG));
    columns.add(Column.of("block", Column.Type.LONG));
    columns.add(Column.of("slot", Column.Type.INT));
    List<Table.Index> indexes = new ArrayList<>();
    if (kind.group() != null) {
      indexes.add(new Table.Index(byGroup(), List.of("slice", kind.group())));
    }
    if (kind.owner() != null) {
      indexes.add(new Table.Index(byOwner(), ownerColumns(kind.owner())));
    }
    if (kind.ranked() != null) {
      indexes.add(new Table.Index(byRank(), List.of("slice", kind.ranked(), "millis", "id")));
    }
    indexes.add(new Table.Index(bySet(), List.of("tag_set", "millis", "id")));
    return new Table(Days.named(prefix(kind), day), columns, NAME.size(), indexes, false);
  }

  /** In the order of results, and with every other field: a search reads no rows but the best. */
  private List<String> ownerColumns(String owner) {
    Set<String> columns = new LinkedHashSet<>(List.of("slice", owner));
    if (kind.ranked() != null) {
      columns.add(kind.ranked());
    }
    columns.addAll(List.of("millis", "id"));
    columns.addAll(kind.fields());
    if (kind.group() != null) {
      columns.remove(kind.group());
    }
    columns.add("tag_set");
    return List.copyOf(columns);
  }

  /** Id, packed. */
  Table blocks() {
    return new Table(
        named("orrery_block_"),
        List.of(Column.of("id", Column.Type.LONG), Column.of("packed", Column.Type.PACKED)),
        1,
        List.of(),
        false);
  }

  /** Tag, set. */
  Table tagSets() {
    return new Table(
        named("orrery_tagset_"),
        List.of(Column.of("tag", Column.Type.LONG), Column.of("tag_set", Column.Type.LONG)),
        2,
        List.of(),
        false);
  }

  /** Key of the tag, tag, what it is called: the value, or the key itself. */
  Table tags() {
    return new Table(
        named("orrery_tag_"),
        List.of(
            Column.of("tag_key", Column.Type.LONG),
            Column.of("tag", Column.Type.LONG),
            Column.of("called", Column.Type.BYTES)),
        2,
        List.of(),
        false);
  }

  String byGroup() {
    return named("orrery_group_");
  }

  String byOwner() {
    return named("orrery_owner_");
  }

  String byRank() {
    return named("orrery_rank_");
  }

  String bySet() {
    return named("orrery_set_");
  }

  private String named(String prefix) {
    return Days.named(prefix + kind.name() + "_", day);
  }
}
