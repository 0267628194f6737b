// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.store.RecordKind;

/**
 * One reading of the documents of a kind, which may go to the same day several times: for rows,
 * then for their payloads. Days made after it began are passed over, so what it puts together
 * belongs together whatever retention and late documents do meanwhile; all that was acknowledged
 * before it began is there.
 */
final class RecordReading {
  /** Something read from a day that has documents of the kind. */
  interface Work<T extends @Nullable Object> {
    T run(RecordLog log, Session session) throws SQLException;
  }

  private final Days<RecordDay> days;
  private final RecordKind kind;
  private final long moment;

  RecordReading(Days<RecordDay> days, RecordKind kind) {
    this.days = days;
    this.kind = kind;
    this.moment = days.moment();
  }

  RecordKind kind() {
    return kind;
  }

  /** Days with data that touch the range, oldest first. */
  List<Long> days(long fromMillis, long toMillis) {
    return days.between(fromMillis, toMillis);
  }

  /** All days with data, newest first. */
  List<Long> newestDays() {
    return days(Long.MIN_VALUE, Long.MAX_VALUE).reversed();
  }

  /** Reads a day; gives {@code missing} when it has no documents of the kind. */
  <T extends @Nullable Object> T read(long day, T missing, Work<T> work) {
    return days.read(
        day,
        moment,
        missing,
        (open, session) -> open.has(kind) ? work.run(open.log(kind), session) : missing);
  }
}
