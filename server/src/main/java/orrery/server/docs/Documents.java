// SPDX-License-Identifier: Apache-2.0
package orrery.server.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import orrery.model.settings.Settings.Setting;
import orrery.model.telemetry.SelfMetric;
import orrery.query.alarm.AlarmRule;
import orrery.server.config.Configuration;

/** The documents that are written from code: {@code make docs} runs {@link #main}. */
public final class Documents {
  private static final String NOTE =
      "<!-- Written by `make docs` from the code; a test fails when the two differ. -->\n";

  private Documents() {}

  /** Writes all documents into the directory given. */
  public static void main(String[] args) {
    Path directory = Path.of(args.length == 0 ? "docs" : args[0]);
    all()
        .forEach((name, text) -> {
          try {
            Files.writeString(directory.resolve(name), text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Every document by its file name. */
  static Map<String, String> all() {
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("configuration.md", configuration());
    documents.put("metrics.md", metrics());
    documents.put("alarms.md", alarms());
    return documents;
  }

  private static String configuration() {
    StringBuilder text =
        new StringBuilder(NOTE)
            .append(
                """

                # Settings

                Settings are environment variables, under SkyWalking's names where it has them. The
                same names can stand in a YAML file, one a line (`SW_CORE_REST_PORT: 13800`), given by
                `--config FILE` or `SW_ORRERY_CONFIG`; the environment wins over the file. Blank counts
                as not set. `orrery config` shows what is in force and where it comes from.

                A wrong value keeps Orrery from starting, and all wrong values are told at once. An
                unknown `SW_*` name only warns, with the nearest name there is. Beside these, `JAVA_OPTS`
                adds options for Java (`-Xmx1g`), `ORRERY_JAVA_HOME` chooses the Java, and `TZ` sets the
                time zone in which hours and days begin.

                | name | default | what it does |
                |---|---|---|
                """);
    for (Setting setting : Configuration.declareAll()) {
      String value = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
      text.append("| `")
          .append(setting.name())
          .append("` | ")
          .append(value)
          .append(" | ")
          .append(cell(setting.doc()))
          .append(setting.secret() ? "; a secret, never printed" : "")
          .append(" |\n");
    }
    return text.toString();
  }

  private static String metrics() {
    StringBuilder text =
        new StringBuilder(NOTE)
            .append(
                """

                # Metrics about Orrery itself

                Scraped at `http://HOST:1234/metrics` (`SW_TELEMETRY_PROMETHEUS_PORT`). Names that
                SkyWalking exposes too are kept, so its dashboards and alerts go on working; the others
                start with `orrery_`. Besides these there are `health_check_<part>` (1 works, 0 does
                not), `process_*` and `jvm_*`.

                | name | type | unit | labels | meaning |
                |---|---|---|---|---|
                """);
    for (SelfMetric metric : SelfMetric.values()) {
      text.append("| `")
          .append(metric.exposedName())
          .append("` | ")
          .append(metric.type().name().toLowerCase(Locale.ROOT))
          .append(" | ")
          .append(metric.unit())
          .append(" | ")
          .append(String.join(", ", metric.labels()))
          .append(" | ")
          .append(cell(metric.help()))
          .append(" |\n");
    }
    return text.toString();
  }

  private static String alarms() {
    StringBuilder text =
        new StringBuilder(NOTE)
            .append(
                """

                # Alarms

                An alarm is a rule broken for a while. It starts with the minute that completes the
                count and is over with the first after which fewer minutes of the period meet the
                condition. A minute without calls meets none. Shown on the overview, in the list of
                services and on a service's page; `getAlarm` of GraphQL tells them for up to a day at
                once. A minute is judged 15 seconds after its end.

                Alarms are computed from the stored minutes whenever somebody asks
                ([ADR 0012](adr/0012-alarms-from-rows.md)). These rules of SkyWalking are built in; rules
                of your own, those on relations, and notifications come in a later release. Times are
                milliseconds, `sla` is in ten-thousandths.

                | rule | period, minutes | condition | message |
                |---|---|---|---|
                """);
    for (AlarmRule rule : AlarmRule.STANDARD) {
      text.append("| `")
          .append(rule.name())
          .append("` | ")
          .append(rule.periodMinutes())
          .append(" | `")
          .append(rule.expression())
          .append("` | ")
          .append(cell(rule.message()))
          .append(" |\n");
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
