// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import orrery.model.telemetry.Telemetry;
import orrery.server.config.Reading;
import orrery.server.logging.Logging;
import orrery.server.wiring.Node;
import orrery.server.wiring.Ui;
import orrery.ui.UiSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "ui",
    description = "Runs the UI server, which asks the OAP servers in SW_OAP_ADDRESS.",
    footer = {
      "",
      "Example: SW_OAP_ADDRESS=http://oap-1:12800,http://oap-2:12800 orrery ui",
      "Next: open http://127.0.0.1:8080 (SW_SERVER_PORT)."
    })
final class UiCommand implements Callable<Integer> {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  @Mixin private final StartOptions options = new StartOptions();

  @Override
  public Integer call() throws InterruptedException {
    Reading<UiSettings> reading = options.read(Map.of(), UiSettings::read);
    if (!Boot.accepts(reading, System.err)) {
      return Boot.WRONG_USE;
    }
    Logging.start("INFO", new Telemetry());
    StopSignal stop = StopSignal.heed(STOP_LIMIT);
    Node node = new Node(InstantSource.system(), ZoneId.systemDefault(), Version.read());
    Ui ui = new Ui(reading.value(), node, Map::of);
    ui.start();
    Ui.ready(Boot.secondsSinceStart(), "ui: http://127.0.0.1:" + ui.port());
    stop.await();
    ui.close();
    return Boot.OK;
  }
}
