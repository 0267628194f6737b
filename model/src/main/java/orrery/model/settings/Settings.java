// SPDX-License-Identifier: Apache-2.0
package orrery.model.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings and, in the same call, declares them. A wrong value does not throw: it is noted as
 * a {@link #problems() problem} and the default is used, so that one start shows all problems. Not
 * thread-safe.
 */
public final class Settings {
  private final Function<String, @Nullable String> source;
  private final Map<String, Setting> declared = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param source gives the text set under a name, or null where nothing is set (the default
   *     holds); blank counts as not set, as in Compose files
   */
  public Settings(Function<String, @Nullable String> source) {
    this.source = source;
  }

  /** A free text. */
  public String text(String name, String defaultValue, String doc) {
    return declare(
        new Setting(name, Kind.TEXT, defaultValue, defaultValue, doc, false), text -> text);
  }

  /** A text that is never printed. */
  public String secret(String name, String doc) {
    return declare(new Setting(name, Kind.SECRET, "", "", doc, true), text -> text);
  }

  /** A whole number from {@code min} to {@code max}. */
  public int number(String name, int defaultValue, int min, int max, String doc) {
    return declare(
        new Setting(
            name,
            Kind.NUMBER,
            String.valueOf(defaultValue),
            "",
            doc + " (" + min + " to " + max + ")",
            false),
        text -> {
          int value;
          try {
            value = Integer.parseInt(text);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number", e);
          }
          if (value < min || value > max) {
            throw new IllegalArgumentException("expected " + min + " to " + max);
          }
          return value;
        });
  }

  /** A TCP port; 0 lets the system choose. */
  public int port(String name, int defaultValue, String doc) {
    return number(name, defaultValue, 0, 65535, doc);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean defaultValue, String doc) {
    return declare(
        new Setting(name, Kind.FLAG, String.valueOf(defaultValue), "", doc, false),
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("expected true or false");
            });
  }

  /** One of a few words. {@code "-"} is not special here: list it where it means "off". */
  public String choice(String name, String defaultValue, List<String> choices, String doc) {
    return declare(
        new Setting(
            name,
            Kind.CHOICE,
            defaultValue,
            "",
            doc + " (" + String.join(" | ", choices) + ")",
            false),
        text -> {
          if (!choices.contains(text)) {
            throw new IllegalArgumentException(
                "expected one of " + String.join(", ", choices) + nearest(text, choices));
          }
          return text;
        });
  }

  /** A comma-separated list; blanks around items are dropped, empty items too. */
  public List<String> list(String name, String defaultValue, String doc) {
    return declare(
        new Setting(name, Kind.LIST, defaultValue, "", doc, false),
        text -> {
          List<String> items = new ArrayList<>();
          for (String item : text.split(",", -1)) {
            if (!item.isBlank()) {
              items.add(item.strip());
            }
          }
          return List.copyOf(items);
        });
  }

  /**
   * All settings declared so far, in order, with the value in force (secrets included: mask before
   * printing).
   */
  public List<Setting> declared() {
    return List.copyOf(declared.values());
  }

  /**
   * A sentence for each value that could not be used: the name, the value (never of a secret), why.
   */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** Adds a problem that only shows when several settings are seen together. */
  public void problem(String sentence) {
    problems.add(sentence);
  }

  /** {@code ; did you mean "x"?}, or nothing when no candidate is near. */
  public static String nearest(String text, Iterable<String> candidates) {
    String best = "";
    int bestDistance = Math.max(2, text.length() / 4) + 1;
    for (String candidate : candidates) {
      int distance = editDistance(text, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : "; did you mean \"" + best + "\"?";
  }

  private <T> T declare(Setting setting, Function<String, T> parse) {
    String text = source.apply(setting.name());
    String effective = text == null || text.isBlank() ? setting.defaultValue() : text.strip();
    T value;
    try {
      value = parse.apply(effective);
    } catch (IllegalArgumentException e) {
      problems.add(
          setting.name()
              + (setting.secret() ? "" : "=\"" + effective + "\"")
              + " cannot be used: "
              + e.getMessage());
      effective = setting.defaultValue();
      value = parse.apply(effective);
    }
    declared.put(
        setting.name(),
        new Setting(
            setting.name(),
            setting.kind(),
            setting.defaultValue(),
            effective,
            setting.doc(),
            setting.secret()));
    return value;
  }

  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  /** What a setting's text means. */
  public enum Kind {
    TEXT,
    SECRET,
    NUMBER,
    FLAG,
    CHOICE,
    LIST
  }

  /**
   * One declared setting.
   *
   * @param value the text in force
   */
  public record Setting(
      String name, Kind kind, String defaultValue, String value, String doc, boolean secret) {}
}
