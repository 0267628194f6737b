// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;

/**
 * Immutable, timestamped, searchable documents with a payload. A document is named by (kind, id,
 * time); appending it again changes nothing, so a retry never doubles. Tags are kept exactly,
 * whatever is in them, NUL included.
 */
public interface RecordStore {

  /** Appends documents of any kinds and days. Durable on return; on a fault, some may be kept. */
  void append(List<RecordRow> rows);

  /**
   * The documents that match, in the query's order; ties by time, then id key, both in the query's
   * direction.
   */
  List<RecordRow> find(RecordQuery query);

  /**
   * The documents whose {@linkplain RecordKind#group() group field} has this value, whatever their
   * time, ordered by time; the newest {@code limit} when there are more.
   *
   * @throws orrery.model.Fault.Unsupported when the kind has no group field
   */
  List<RecordRow> group(RecordKind kind, long value, int limit);

  /**
   * Keys of the tags on documents in the time range (whole days may be taken), sorted, at most
   * {@code limit}.
   */
  List<String> tagKeys(RecordKind kind, long fromMillis, long toMillis, int limit);

  /** Values seen with a tag key, likewise. */
  List<String> tagValues(RecordKind kind, String key, long fromMillis, long toMillis, int limit);
}
