// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import orrery.model.settings.Settings;
import orrery.server.config.Reading;
import picocli.CommandLine.Option;

/** Options of every command that reads settings. */
final class StartOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file of SW_NAME: value lines; the environment wins over it.")
  private @Nullable Path config;

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description = "-Dmode=init prepares the store and exits; -Dmode=no-init starts as usual.")
  private Map<String, String> properties = new LinkedHashMap<>();

  /** All settings, judged; {@code more} are settings given as options. */
  <T> Reading<T> read(Map<String, String> more, Function<Settings, T> read) {
    Map<String, String> commandLine = new LinkedHashMap<>(more);
    if (config != null) {
      commandLine.put("SW_ORRERY_CONFIG", config.toString());
    }
    return Reading.of(commandLine, System.getenv(), read);
  }

  /** Whether only the store is to be prepared, as the Helm chart's init job asks. */
  boolean onlyPrepare() {
    String mode = properties.getOrDefault("mode", System.getProperty("mode", ""));
    return mode.equals("init");
  }
}
