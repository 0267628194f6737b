// SPDX-License-Identifier: Apache-2.0
package orrery.bench;

import orrery.model.Fault;
import picocli.CommandLine;

/** What the programs of this module have in common. */
final class Program {
  private Program() {}

  /** Runs a command and ends the process; a fault is told in a sentence, a bug in full. */
  static void run(Object command, String[] args) {
    CommandLine program = new CommandLine(command);
    program.setExecutionExceptionHandler((problem, line, _) -> {
      if (problem instanceof Fault || problem instanceof IllegalArgumentException) {
        line.getErr().println(line.getCommandName() + ": " + problem.getMessage());
        return line.getCommandSpec().exitCodeOnExecutionException();
      }
      throw problem;
    });
    System.exit(program.execute(args));
  }
}
