// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;

/**
 * A client's regular expression, matched with bounded effort: some patterns take the JDK longer
 * than the universe lasts.
 */
final class NamePattern {
  private static final int MAX_LENGTH = 1_000;

  /** Characters looked at while matching one name. */
  private static final int MAX_STEPS = 100_000;

  private final Pattern pattern;

  /**
   * @throws Fault.Invalid when it is too long or no regular expression
   */
  NamePattern(String regex) {
    if (regex.length() > MAX_LENGTH) {
      throw new Fault.Invalid("a pattern of metric names is at most " + MAX_LENGTH + " long");
    }
    try {
      pattern = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new Fault.Invalid("\"" + regex + "\" is not a regular expression", e);
    }
  }

  /**
   * Whether it matches the whole name.
   *
   * @throws Fault.Invalid when finding out takes too long
   */
  boolean matches(String name) {
    return pattern.matcher(new Counted(name)).matches();
  }

  /** Text that gives up when it was looked at too often. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MAX_STEPS) {
        throw new Fault.Invalid("the pattern of metric names takes too long to match");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Null for null or blank, which match everything. */
  static @Nullable NamePattern ofNullable(@Nullable String regex) {
    return regex == null || regex.isBlank() ? null : new NamePattern(regex);
  }
}
