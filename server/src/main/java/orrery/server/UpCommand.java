// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import orrery.server.config.Configuration;
import orrery.server.config.Reading;
import orrery.server.config.ServerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Runs everything in one process: backend, embedded store and UI.",
    footer = {
      "",
      "Example: orrery up --data /var/lib/orrery",
      "Next: point an agent at 127.0.0.1:11800 and open http://127.0.0.1:8080."
    })
final class UpCommand implements Callable<Integer> {
  @Mixin private final StartOptions options = new StartOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the embedded store keeps its files (default: data).")
  private @Nullable Path data;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> settings = new LinkedHashMap<>();
    if (data != null) {
      settings.put(ServerSettings.DATA_DIRECTORY, data.toString());
    }
    Reading<Configuration> reading = options.read(settings, Configuration::read);
    return Backend.run(reading, options.onlyPrepare(), true);
  }
}
