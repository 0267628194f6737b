// SPDX-License-Identifier: Apache-2.0
package orrery.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dashboards and alerts ask for metrics that there are. */
class MonitoringTest {
  /** Metric names: what stands before a selector or a range. */
  private static final Pattern METRIC = Pattern.compile("([a-z_][a-z0-9_]+)\\{");

  private static Set<String> known() {
    Set<String> known = new HashSet<>(Set.of("up"));
    Pattern row = Pattern.compile("^\\| `([a-z_]+)` \\| ([a-z]+) \\|");
    Yaml.text(Yaml.ROOT.resolve("docs/metrics.md"))
        .lines()
        .forEach(line -> {
          var matcher = row.matcher(line);
          if (matcher.find()) {
            known.add(matcher.group(1));
            if (matcher.group(2).equals("histogram")) {
              known.add(matcher.group(1) + "_bucket");
              known.add(matcher.group(1) + "_count");
            }
          }
        });
    assertThat(known).hasSizeGreaterThan(30);
    return known;
  }

  private static void assertKnown(List<String> expressions) {
    Set<String> asked = new TreeSet<>();
    for (String expression : expressions) {
      METRIC.matcher(expression).results().forEach(found -> asked.add(found.group(1)));
    }
    asked.removeIf(name -> name.startsWith("jvm_") || name.startsWith("process_"));
    assertThat(asked).isNotEmpty().isSubsetOf(known());
  }

  @Test
  void dashboardsAskForMetricsThatThereAre() {
    JsonObject board =
        JsonParser.parseString(Yaml.text(Chart.FOLDER.resolve("monitoring/overview.json")))
            .getAsJsonObject();
    List<String> expressions = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonElement panel : board.getAsJsonArray("panels")) {
      assertThat(ids.add(panel.getAsJsonObject().get("id").getAsInt())).isTrue();
      if (panel.getAsJsonObject().has("targets")) {
        for (JsonElement target : panel.getAsJsonObject().getAsJsonArray("targets")) {
          expressions.add(target.getAsJsonObject().get("expr").getAsString());
        }
      }
    }
    assertThat(expressions).hasSizeGreaterThan(15);
    assertKnown(expressions);
  }

  @Test
  void alertsAskForMetricsThatThereAre() {
    List<String> expressions = new ArrayList<>();
    String rules = Yaml.text(Chart.FOLDER.resolve("monitoring/rules.yaml"));
    List<?> groups = (List<?>) Yaml.at(Yaml.documents(rules).getFirst(), "groups");
    for (Object rule : (List<?>) Yaml.at(groups.getFirst(), "rules")) {
      expressions.add((String) Yaml.at(rule, "expr"));
      assertThat(Yaml.at(rule, "labels", "severity")).isIn("warning", "critical");
      assertThat(Yaml.at(rule, "annotations", "summary")).isNotNull();
      assertThat(Yaml.at(rule, "annotations", "description")).isNotNull();
    }
    assertThat(expressions).hasSize(6);
    assertKnown(expressions);
  }
}
