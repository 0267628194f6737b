// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;

/**
 * Reads durations. Clients write them as wall clock time in the server's zone: they ask {@code
 * getTimeInfo} for the zone and convert.
 */
public final class Durations {
  /** How long a duration may be: longer than anything is kept. */
  public static final int MAX_DAYS = 3660;

  private static final Pattern TIME =
      Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(?: ([0-9]{2})([0-9]{2})?([0-9]{2})?)?");

  private final ZoneId zone;

  public Durations(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The duration given under this name.
   *
   * @throws Fault.Invalid when it is missing or means nothing
   */
  public TimeRange read(Arguments arguments, String name) {
    Arguments duration = arguments.object(name);
    return range(Step.valueOf(duration.text("step")), duration.text("start"), duration.text("end"));
  }

  /**
   * The duration given under this name; null when not given.
   *
   * @throws Fault.Invalid when it means nothing
   */
  public @Nullable TimeRange readOptional(Arguments arguments, String name) {
    return arguments.has(name) ? read(arguments, name) : null;
  }

  /**
   * From the start of the step that {@code start} names to the end of the step {@code end} names.
   *
   * @throws Fault.Invalid for a text of another form, an end before the start, or more than {@value
   *     #MAX_DAYS} days
   */
  public TimeRange range(Step step, String start, String end) {
    ZonedDateTime from = time(step, start).atZone(zone);
    ZonedDateTime last = time(step, end).atZone(zone);
    if (last.isBefore(from)) {
      throw new Fault.Invalid(
          "the duration ends before it starts: from \"" + start + "\" to \"" + end + "\"");
    }
    if (ChronoUnit.DAYS.between(from, last) > MAX_DAYS) {
      throw new Fault.Invalid(
          "the duration is too long: from \""
              + start
              + "\" to \""
              + end
              + "\" is more than "
              + MAX_DAYS
              + " days");
    }
    ZonedDateTime next =
        switch (step) {
          case DAY -> last.plusDays(1);
          case HOUR -> last.plusHours(1);
          case MINUTE -> last.plusMinutes(1);
          case SECOND -> last.plusSeconds(1);
        };
    return new TimeRange(
        step, from.toInstant().toEpochMilli(), next.toInstant().toEpochMilli() - 1, zone);
  }

  private static LocalDateTime time(Step step, String text) {
    Matcher matcher = TIME.matcher(text);
    if (text.length() != step.format().length() || !matcher.matches()) {
      throw malformed(step, text, null);
    }
    try {
      return LocalDateTime.of(
          number(matcher, 1),
          number(matcher, 2),
          number(matcher, 3),
          number(matcher, 4),
          number(matcher, 5),
          number(matcher, 6));
    } catch (DateTimeException e) {
      throw malformed(step, text, e);
    }
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static Fault.Invalid malformed(Step step, String text, @Nullable Exception cause) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    String message = "\"" + shown + "\" is no time of step " + step + ": expected " + step.format();
    return cause == null ? new Fault.Invalid(message) : new Fault.Invalid(message, cause);
  }
}
