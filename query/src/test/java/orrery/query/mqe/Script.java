// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orrery.model.Tier;
import orrery.query.metrics.Buckets;
import orrery.query.metrics.Entity;
import orrery.store.MetricFamily;
import orrery.store.Schema;

/** Reads a script: statements fill a fixture, each {@code eval} becomes an evaluation. */
final class Script {
  /** One thing to evaluate and what must come out. */
  record Evaluation(
      int line,
      String expression,
      Entity entity,
      Buckets buckets,
      Fixture fixture,
      List<String> expected) {}

  private static final Pattern FIELD = Pattern.compile("([a-z_.]+)=(\"[^\"]*\"|\\S+)\\s*");

  private final List<Evaluation> evaluations = new ArrayList<>();
  private ZoneId zone = ZoneId.of("UTC");
  private Fixture fixture = new Fixture(zone, "2024-05-01");
  private Entity entity = Entity.GLOBAL;
  private Buckets buckets = fixture.buckets(Tier.MINUTE, "10:00", "10:03");

  static List<Evaluation> read(List<String> lines) {
    Script script = new Script();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripTrailing();
      try {
        if (line.startsWith("  ")) {
          script.evaluations.getLast().expected().add(line.strip());
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          script.statement(i + 1, line);
        }
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + line, e);
      }
    }
    return script.evaluations;
  }

  private void statement(int number, String line) {
    int space = line.indexOf(' ');
    String rest = space < 0 ? "" : line.substring(space + 1);
    switch (space < 0 ? line : line.substring(0, space)) {
      case "world" -> world(rest.split(" ", -1));
      case "layers" -> fixture.layers(rest.split(" ", 2)[0], rest.split(" ", 2)[1]);
      case "load" -> load(rest);
      case "slow" -> slow(rest);
      case "rolled-up" -> fixture.rolledUp(fields(rest, "hours"), fields(rest, "days"));
      case "for" -> entity = rest.equals("all") ? Entity.GLOBAL : Fixture.entity(fields(rest));
      case "over" -> {
        String[] words = rest.split(" ", -1);
        buckets = fixture.buckets(tier(words[0]), words[1], words[3]);
      }
      case "eval" ->
          evaluations.add(
              new Evaluation(number, rest, entity, buckets, fixture, new ArrayList<>()));
      default -> throw new IllegalArgumentException("no such statement");
    }
  }

  /** {@code world Asia/Kolkata 2024-05-01}: forgets everything and starts anew. */
  private void world(String[] words) {
    zone = ZoneId.of(words[0]);
    fixture = new Fixture(zone, words[1]);
    entity = Entity.GLOBAL;
  }

  /** {@code load service [hour|day] 10:00[..10:03] service=shop calls=1}. */
  private void load(String text) {
    String[] words = text.split(" ", 3);
    boolean tiered = words[1].equals("hour") || words[1].equals("day");
    Tier tier = tiered ? tier(words[1]) : Tier.MINUTE;
    String[] rest = tiered ? words[2].split(" ", 2) : new String[] {words[1], words[2]};
    String[] range = rest[0].split("[.][.]", 2);
    for (long bucket : fixture.buckets(tier, range[0], range[range.length - 1]).starts()) {
      fixture.load(family(words[0]), tier, bucket, fields(rest[1]));
    }
  }

  private void slow(String text) {
    int colon = text.indexOf(": ");
    fixture.slow(fields(text.substring(0, colon)), text.substring(colon + 2));
  }

  private static MetricFamily family(String name) {
    return Schema.FAMILIES.stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no family " + name));
  }

  private static Tier tier(String name) {
    return Tier.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static String fields(String text, String name) {
    return fields(text).getOrDefault(name, "1970-01-02T00:00");
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher matcher = FIELD.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      String value = matcher.group(2);
      fields.put(
          matcher.group(1),
          value.startsWith("\"") ? value.substring(1, value.length() - 1) : value);
      end = matcher.end();
    }
    if (end != text.length()) {
      throw new IllegalArgumentException("not name=value: " + text.substring(end));
    }
    return fields;
  }
}
