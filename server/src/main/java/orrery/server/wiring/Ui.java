// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.ui.UiServer;
import orrery.ui.UiSettings;

/** The UI server, alone or beside an OAP in the same process. */
public final class Ui implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("start");

  private final Lifecycle lifecycle = new Lifecycle();
  private final UiSettings settings;
  private final UiServer server;

  /**
   * @param addresses what the page tells about where things are, once it is started; may be empty
   */
  public Ui(UiSettings settings, Node node, Supplier<Map<String, String>> addresses) {
    this.settings = settings;
    this.server = new UiServer(settings, new UiServer.Facts(node.version(), addresses));
  }

  public void start() {
    String servers =
        settings.addresses().stream().map(String::valueOf).collect(Collectors.joining(", "));
    lifecycle.start(
        "ui",
        () -> {
          server.start();
          return "http://" + reachable(settings.host()) + ":" + server.port() + " asks " + servers;
        },
        _ -> server.close());
  }

  /** Says that everything is up. */
  public static void ready(double seconds, String where) {
    log.info("ready in {} s; {}", String.format("%.1f", seconds), where);
  }

  /** An address to put into a browser: all addresses include this machine's own. */
  static String reachable(String host) {
    return everywhere(host) ? "127.0.0.1" : host;
  }

  /** Whether this stands for all addresses of the machine. */
  static boolean everywhere(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
