// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import orrery.store.RecordKind;
import orrery.store.jdbc.TagSets;

/** An open day of records. */
record RecordDay(DayFile file, TagSets tagSets, Map<String, RecordLog> logs) implements Days.Day {
  static RecordDay of(DayFile file, TagSets tagSets) {
    return new RecordDay(file, tagSets, new ConcurrentHashMap<>());
  }

  /** The documents of a kind. */
  RecordLog log(RecordKind kind) {
    return logs.computeIfAbsent(kind.name(), _ -> new RecordLog(file, kind, tagSets));
  }

  boolean has(RecordKind kind) {
    return file.hasTable(kind.name());
  }
}
