// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import orrery.server.config.Configuration;
import orrery.server.config.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "config",
    description = "Shows the settings in force and where each comes from; secrets are masked.",
    footer = {
      "",
      "Example: SW_CORE_REST_PORT=13800 orrery config",
      "Next: docs/configuration.md says what each setting does."
    })
final class ConfigCommand implements Callable<Integer> {
  @Mixin private final StartOptions options = new StartOptions();

  @Override
  public Integer call() {
    Reading<Configuration> reading = options.read(Map.of(), Configuration::read);
    print(reading, System.out);
    return Boot.accepts(reading, System.err) ? Boot.OK : Boot.WRONG_USE;
  }

  static void print(Reading<?> reading, PrintStream out) {
    int name = width(reading.table().stream().map(Reading.Row::name).toList(), "SETTING");
    int value = width(reading.table().stream().map(Reading.Row::value).toList(), "VALUE");
    String format = "%-" + name + "s  %-" + value + "s  %s%n";
    out.printf(format, "SETTING", "VALUE", "FROM");
    for (Reading.Row row : reading.table()) {
      out.printf(format, row.name(), row.value(), row.origin());
    }
  }

  private static int width(Iterable<String> texts, String heading) {
    int width = heading.length();
    for (String text : texts) {
      width = Math.max(width, text.length());
    }
    return Math.min(width, 60);
  }
}
