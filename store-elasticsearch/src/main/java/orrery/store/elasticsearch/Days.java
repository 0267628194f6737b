// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import orrery.model.Fault;

/**
 * Names of the indices of one shape: a stem and the first of the UTC days that share the index, as
 * in {@code sw_orrery_records-20261123}.
 *
 * @param stem up to and with the dash
 * @param step how many days share an index
 */
record Days(String stem, int step) {
  static final long DAY_MILLIS = 86_400_000;

  /** Beyond so many indices a request names them by a pattern; a path has at most 4 KiB. */
  private static final int MAX_NAMED = 31;

  private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;
  private static final long FIRST_MILLIS = 0;
  private static final long LAST_MILLIS =
      LocalDate.of(9999, 12, 31).toEpochDay() * DAY_MILLIS + DAY_MILLIS - 1;

  /**
   * The index that holds an instant.
   *
   * @throws Fault.Invalid outside of the years 1970 to 9999
   */
  String index(long millis) {
    if (millis < FIRST_MILLIS || millis > LAST_MILLIS) {
      throw new Fault.Invalid("not a time of the years 1970 to 9999: " + millis);
    }
    return name(group(millis));
  }

  /** All there are. */
  String pattern() {
    return stem + "*";
  }

  /** The indices that may hold something of a range, comma-separated, or a pattern. */
  String between(long fromMillis, long toMillis) {
    long first = group(Math.clamp(fromMillis, FIRST_MILLIS, LAST_MILLIS));
    long last = group(Math.clamp(toMillis, FIRST_MILLIS, LAST_MILLIS));
    if (last - first >= (long) MAX_NAMED * step) {
      return pattern();
    }
    List<String> names = new ArrayList<>();
    for (long day = first; day <= last; day += step) {
      names.add(name(day));
    }
    return String.join(",", names);
  }

  /** The first instant after what an index of this name can hold; empty for other indices. */
  OptionalLong endMillis(String name) {
    if (!name.startsWith(stem)) {
      return OptionalLong.empty();
    }
    try {
      long day = LocalDate.parse(name.substring(stem.length()), NAME).toEpochDay();
      return OptionalLong.of((day + step) * DAY_MILLIS);
    } catch (DateTimeException notOurs) {
      return OptionalLong.empty();
    }
  }

  /** The start of the first day an index of this name can hold. */
  private long group(long millis) {
    return Math.floorDiv(Math.floorDiv(millis, DAY_MILLIS), step) * step;
  }

  private String name(long day) {
    return stem
        + NAME.format(
            Instant.ofEpochMilli(day * DAY_MILLIS).atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
