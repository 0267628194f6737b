// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.util.Map;
import java.util.concurrent.Callable;
import orrery.server.config.Configuration;
import orrery.server.config.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "oap",
    description = "Runs the backend alone: receives from agents, stores, answers GraphQL.",
    footer = {
      "",
      "Example: SW_ORRERY_DATA_DIRECTORY=/var/lib/orrery SW_TELEMETRY=prometheus orrery oap",
      "Next: point agents at port 11800 (SW_CORE_GRPC_PORT), `orrery ui` at port 12800."
    })
final class OapCommand implements Callable<Integer> {
  @Mixin private final StartOptions options = new StartOptions();

  @Override
  public Integer call() throws InterruptedException {
    Reading<Configuration> reading = options.read(Map.of(), Configuration::read);
    return Backend.run(reading, options.onlyPrepare(), false);
  }
}
