// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;
import orrery.model.PayloadFormat;

/**
 * One document.
 *
 * @param idKey {@link orrery.model.Keys#of} of the document's id; with kind and time it names the
 *     document
 * @param values in the kind's order; owned by the row
 * @param tags searchable, as {@code key=value}; need not be sorted; empty in rows that were read
 * @param payload owned by the row; may be empty
 */
public record RecordRow(
    RecordKind kind,
    long idKey,
    long timeMillis,
    long[] values,
    List<String> tags,
    PayloadFormat format,
    byte[] payload) {
  public RecordRow {
    if (values.length != kind.fields().size()) {
      throw new IllegalArgumentException("a row of " + kind + " with " + values.length + " values");
    }
  }

  /** The value of a field. */
  public long value(String field) {
    return values[kind.index(field)];
  }
}
