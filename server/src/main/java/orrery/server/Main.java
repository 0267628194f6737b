// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** {@code orrery}: what the command line offers. */
@Command(
    name = "orrery",
    description = "Application performance monitor; drop-in for SkyWalking's backend and UI.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Main.VersionLine.class,
    subcommands = {
      UpCommand.class,
      OapCommand.class,
      UiCommand.class,
      ConfigCommand.class,
      VersionCommand.class
    },
    footer = {
      "",
      "Settings are SkyWalking's SW_* environment variables; `orrery config` shows them.",
      "Example: orrery up",
      "Next: orrery COMMAND --help"
    })
public final class Main {
  private static final Logger log = LoggerFactory.getLogger("start");

  /** Prints the version for {@code --version}. */
  static final class VersionLine implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"orrery " + Version.read()};
    }
  }

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> log.error("thread {} ended by a bug", thread.getName(), e));
    System.exit(execute(args));
  }

  /**
   * Runs what the words ask for. Commands without options go past the parser: its classes are too
   * old for the prepared start (class files of Java 5) and would take a third of the time to ready.
   */
  static int execute(String... args) {
    Callable<Integer> plain =
        args.length != 1
            ? null
            : switch (args[0]) {
              case "up" -> new UpCommand();
              case "oap" -> new OapCommand();
              case "ui" -> new UiCommand();
              default -> null;
            };
    if (plain == null) {
      return commandLine().execute(args.length == 0 ? new String[] {"--help"} : args);
    }
    try {
      return plain.call();
    } catch (Exception e) {
      return failed(e);
    }
  }

  /** Its exit codes: 0 fine, 1 failed, 2 used wrongly. */
  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  private static int failed(Exception e) {
    if (e instanceof Fault) {
      log.error("{}", e.getMessage());
      log.debug("details", e);
    } else {
      log.error("this is a bug in Orrery", e);
    }
    return Boot.FAILED;
  }
}
