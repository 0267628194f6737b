// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.server.config.Configuration;
import orrery.server.config.Reading;
import orrery.server.wiring.Node;
import orrery.server.wiring.Oap;
import orrery.server.wiring.Ui;

/** Runs a backend until it is stopped, with the UI beside it or without. */
final class Backend {
  private static final Logger log = LoggerFactory.getLogger("start");
  private static final Logger stopLog = LoggerFactory.getLogger("stop");

  private Backend() {}

  /** Returns the exit code; blocks while all is well. */
  static int run(Reading<Configuration> reading, boolean onlyPrepare, boolean withUi)
      throws InterruptedException {
    if (!Boot.accepts(reading, System.err)) {
      return Boot.WRONG_USE;
    }
    StopSignal stop = StopSignal.heed(reading.value().server().stopping().limit());
    Node node = new Node(InstantSource.system(), ZoneId.systemDefault(), Version.read());
    log.info("Orrery {}, time zone {}, process {}", node.version(), node.zone(), pid());
    Oap oap = new Oap(reading.value(), node);
    if (onlyPrepare) {
      if (!oap.prepare(stop::asked)) {
        stopLog.warn("asked to stop before the store was prepared");
        return Boot.FAILED;
      }
      log.info("the store is prepared; -Dmode=init ends here");
      return Boot.OK;
    }
    if (!oap.start(withUi, stop::asked)) {
      stopLog.info("asked to stop before everything had started; stopped");
      return Boot.OK;
    }
    String addresses =
        oap.addresses().entrySet().stream()
            .map(address -> address.getKey() + ": " + address.getValue())
            .collect(Collectors.joining(", "));
    Ui.ready(Boot.secondsSinceStart(), addresses);
    stop.await();
    oap.close();
    stopLog.info("stopped");
    return Boot.OK;
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
