// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;

/** UTC days, counted from 1970, as table names spell them: {@code 20261123}. */
final class Days {
  static final long DAY_MILLIS = 86_400_000L;
  static final int HOUR_MILLIS = 3_600_000;

  private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;
  static final int NAME_LENGTH = 8;
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private Days() {}

  static long of(long millis) {
    return Math.floorDiv(millis, DAY_MILLIS);
  }

  /** Likewise of data to be kept. */
  static long keepable(long millis) {
    long day = of(millis);
    if (day < 0 || day > LAST_DAY) {
      throw new Fault.Invalid(
          "rows of " + day + " days after 1970 cannot be kept: only years 1970 to 9999");
    }
    return day;
  }

  static int millisOfDay(long millis) {
    return (int) Math.floorMod(millis, DAY_MILLIS);
  }

  static String named(String prefix, long day) {
    return prefix + NAME.format(LocalDate.ofEpochDay(day));
  }

  /** The day in a table's name; null when it has none. */
  static @Nullable Long day(String table) {
    int start = table.length() - NAME_LENGTH;
    if (start < 1 || table.charAt(start - 1) != '_') {
      return null;
    }
    try {
      return LocalDate.parse(table.substring(start), NAME).toEpochDay();
    } catch (DateTimeParseException e) {
      return null; // somebody else's table
    }
  }
}
