// SPDX-License-Identifier: Apache-2.0
package orrery.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.settings.Settings;

class ReadingTest {
  @TempDir private Path directory;

  private static Reading<Configuration> read(Map<String, String> environment) {
    return Reading.of(Map.of(), environment, Configuration::read);
  }

  private Reading<Configuration> readFile(String text, Map<String, String> environment)
      throws IOException {
    Path file = directory.resolve("orrery.yaml");
    Files.writeString(file, text);
    Map<String, String> all = new HashMap<>(environment);
    all.put("SW_ORRERY_CONFIG", file.toString());
    return read(all);
  }

  @Test
  void withNothingSetTheDefaultsHold() {
    Reading<Configuration> reading = read(Map.of());
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.value().server().restPort()).isEqualTo(12800);
    assertThat(reading.value().server().dataDirectory()).isEqualTo(Path.of("data"));
    assertThat(reading.value().ui().port()).isEqualTo(8080);
  }

  @Test
  void allProblemsAreToldAtOnceAndEachNamesItsCulprit() {
    Reading<Configuration> reading =
        read(
            Map.of(
                "SW_CORE_REST_PORT", "70000",
                "SW_SERVER_PORT", "eighty",
                "SW_TELEMETRY", "promethius",
                "SW_CLUSTER", "zookeeper"));
    assertThat(reading.problems())
        .containsExactlyInAnyOrder(
            "SW_CORE_REST_PORT=\"70000\" cannot be used: expected 0 to 65535",
            "SW_SERVER_PORT=\"eighty\" cannot be used: expected a whole number",
            "SW_TELEMETRY=\"promethius\" cannot be used: expected one of prometheus, none, -;"
                + " did you mean \"prometheus\"?",
            "SW_CLUSTER=\"zookeeper\" cannot be used: expected one of standalone, kubernetes");
  }

  @Test
  void aMisspeltNameWarnsWithTheNearestOne() {
    Reading<Configuration> reading =
        read(Map.of("SW_CORE_REST_PROT", "1", "SW_XYZZY_FROBOZZ", "1"));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.warnings())
        .containsExactly(
            "SW_CORE_REST_PROT is not a setting; did you mean \"SW_CORE_REST_PORT\"?",
            "SW_XYZZY_FROBOZZ is not a setting");
  }

  @Test
  void upstreamsNamesAreNotSupportedYetRatherThanMisspelt() {
    Reading<Configuration> reading =
        read(Map.of("SW_STORAGE_BANYANDB_FLUSH_TIMEOUT", "9", "SW_ALARM", "default"));
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.unsupported())
        .containsExactly("SW_ALARM", "SW_STORAGE_BANYANDB_FLUSH_TIMEOUT");
  }

  @Test
  void theAgentsOwnNamesAreNobodysMistake() {
    Reading<Configuration> reading =
        read(Map.of("SW_AGENT_NAME", "shop", "SW_AGENT_WHATEVER", "1", "PATH", "/bin"));
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.unsupported()).isEmpty();
  }

  @Test
  void blankCountsAsNotSet() {
    assertThat(read(Map.of("SW_CORE_REST_PORT", " ")).value().server().restPort()).isEqualTo(12800);
  }

  @Test
  void theEnvironmentWinsOverTheFileAndTheCommandLineOverBoth() throws IOException {
    Path file = directory.resolve("orrery.yaml");
    Files.writeString(
        file, "SW_CORE_REST_PORT: 1\nSW_SERVER_PORT: 2\nSW_TELEMETRY_PROMETHEUS_PORT: 3\n");
    Reading<Configuration> reading =
        Reading.of(
            Map.of("SW_ORRERY_CONFIG", file.toString(), "SW_TELEMETRY_PROMETHEUS_PORT", "30"),
            Map.of("SW_SERVER_PORT", "20", "SW_TELEMETRY_PROMETHEUS_PORT", "300"),
            Configuration::read);
    assertThat(reading.table())
        .contains(
            new Reading.Row("SW_CORE_REST_PORT", "1", "file"),
            new Reading.Row("SW_SERVER_PORT", "20", "environment"),
            new Reading.Row("SW_TELEMETRY_PROMETHEUS_PORT", "30", "command line"),
            new Reading.Row("SW_CORE_REST_HOST", "0.0.0.0", "default"));
  }

  @Test
  void secretsAreMaskedInTheTableAndAbsentFromProblems() {
    Reading<String> reading =
        Reading.of(
            Map.of(),
            Map.of("SW_AUTHENTICATION", "hunter2"),
            (Settings settings) -> settings.secret("SW_AUTHENTICATION", "Token"));
    assertThat(reading.value()).isEqualTo("hunter2");
    assertThat(reading.table())
        .containsExactly(new Reading.Row("SW_AUTHENTICATION", "********", "environment"));
  }

  @Test
  void anUnsetSecretIsShownAsUnset() {
    Reading<String> reading =
        Reading.of(Map.of(), Map.of(), settings -> settings.secret("SW_AUTHENTICATION", "Token"));
    assertThat(reading.table())
        .containsExactly(new Reading.Row("SW_AUTHENTICATION", "", "default"));
  }

  @Test
  void aFileThatIsNotThereIsAProblem() {
    assertThat(read(Map.of("SW_ORRERY_CONFIG", "/nowhere/orrery.yaml")).problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem).startsWith("/nowhere/orrery.yaml does not exist"));
  }

  @Test
  void aFileThatIsNotYamlIsAProblemWithItsLine() throws IOException {
    assertThat(readFile("SW_SERVER_PORT: 1\n  : : [\n", Map.of()).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("is not valid YAML").contains("line 2"));
  }

  @Test
  void nestedAndListValuesInTheFileAreProblems() throws IOException {
    Reading<Configuration> reading =
        readFile("storage:\n  h2: true\nSW_SERVER_PORT: 81\n", Map.of());
    assertThat(reading.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("storage must be one value"));
    assertThat(reading.value().ui().port()).isEqualTo(81);
    assertThat(readFile("- a\n- b\n", Map.of()).problems()).hasSize(1);
  }

  @Test
  void anEmptyFileIsFineAndItsUnknownNamesWarn() throws IOException {
    assertThat(readFile("", Map.of()).problems()).isEmpty();
    assertThat(readFile("# nothing\n", Map.of()).problems()).isEmpty();
    assertThat(readFile("SW_SERVER_PROT: 1\n", Map.of()).warnings())
        .containsExactly("SW_SERVER_PROT is not a setting; did you mean \"SW_SERVER_PORT\"?");
  }

  @Test
  void everySettingIsDeclaredOnceWithADoc() {
    assertThat(Configuration.declareAll())
        .extracting(Settings.Setting::name)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("SW_[A-Z0-9_]+"));
    assertThat(Configuration.declareAll())
        .allSatisfy(setting -> assertThat(setting.doc()).isNotBlank());
  }
}
