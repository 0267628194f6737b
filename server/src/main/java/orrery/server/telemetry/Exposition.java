// SPDX-License-Identifier: Apache-2.0
package orrery.server.telemetry;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes Prometheus' text format, version 0.0.4. Not thread-safe: one per scrape. */
final class Exposition {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(16 * 1024);

  /** Label names and values in turn. */
  record Labels(List<String> names, List<String> values) {
    static final Labels NONE = new Labels(List.of(), List.of());

    Labels and(String name, String value) {
      return new Labels(
          Stream.concat(names.stream(), Stream.of(name)).toList(),
          Stream.concat(values.stream(), Stream.of(value)).toList());
    }
  }

  /** Opens a family; its samples must follow. */
  Exposition family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(escapeHelp(help)).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  Exposition sample(String name, double value) {
    return sample(name, Labels.NONE, value);
  }

  Exposition sample(String name, long value) {
    return sample(name, Labels.NONE, value);
  }

  Exposition sample(String name, Labels labels, long value) {
    return sample(name, labels, Long.toString(value));
  }

  Exposition sample(String name, Labels labels, double value) {
    return sample(name, labels, number(value));
  }

  private Exposition sample(String name, Labels labels, String value) {
    text.append(name);
    if (!labels.names().isEmpty()) {
      text.append('{');
      for (int i = 0; i < labels.names().size(); i++) {
        text.append(i == 0 ? "" : ",")
            .append(labels.names().get(i))
            .append("=\"")
            .append(escapeValue(labels.values().get(i)))
            .append('"');
      }
      text.append('}');
    }
    text.append(' ').append(value).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Whole numbers without a fraction, the others as short as they are exact. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%d", (long) value);
    }
    return Double.toString(value);
  }

  private static String escapeHelp(String help) {
    return help.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String escapeValue(String value) {
    return escapeHelp(value).replace("\"", "\\\"");
  }
}
