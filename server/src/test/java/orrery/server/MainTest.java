// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.server.config.Configuration;
import orrery.server.config.Reading;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "oap", "ui", "config", "version"})
  void everyCommandHasHelpWithAnExampleAndWhatComesNext(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: orrery " + command)
        .contains("Example: ")
        .contains("Next: ");
  }

  @Test
  void theProgramItselfListsItsCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("up ", "oap ", "ui ", "config ", "version ");
  }

  @Test
  void aMisspeltCommandIsToldTheNearestOne() {
    assertThat(run("versoin")).isEqualTo(2);
    assertThat(err.toString()).contains("version");
  }

  @Test
  void theVersionIsTheOneOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("orrery \\d+\\.\\d+\\.\\d+\\S*\\s*");
  }

  @Test
  void problemsAreListedTogetherAndKeepItFromStarting() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Reading<Configuration> reading =
        Reading.of(
            Map.of(),
            Map.of("SW_CORE_REST_PORT", "x", "SW_SERVER_PORT", "-1"),
            Configuration::read);
    assertThat(Boot.accepts(reading, new PrintStream(told, true, UTF_8))).isFalse();
    assertThat(told.toString(UTF_8).lines())
        .containsExactly(
            "`orrery config` shows the settings in force, docs/configuration.md all there are.",
            "Orrery does not start: 2 settings need attention.",
            "  SW_CORE_REST_PORT=\"x\" cannot be used: expected a whole number",
            "  SW_SERVER_PORT=\"-1\" cannot be used: expected 0 to 65535");
  }

  @Test
  void settingsArePrintedAsATable() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Reading<String> reading =
        new Reading<>(
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Reading.Row("SW_SERVER_PORT", "81", "environment"),
                new Reading.Row("SW_AUTHENTICATION", "********", "file")));
    ConfigCommand.print(reading, new PrintStream(told, true, UTF_8));
    assertThat(told.toString(UTF_8).lines())
        .containsExactly(
            "SETTING            VALUE     FROM",
            "SW_SERVER_PORT     81        environment",
            "SW_AUTHENTICATION  ********  file");
  }
}
