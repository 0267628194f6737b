// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = "Prints the version, and what it runs on.",
    footer = {"", "Example: orrery version", "Next: CHANGELOG.md says what is new in it."})
final class VersionCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.out.println(
        "orrery "
            + Version.read()
            + " (Java "
            + Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ")");
    return Boot.OK;
  }
}
