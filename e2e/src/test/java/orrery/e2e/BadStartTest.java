// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import orrery.e2e.OrreryProcess.Ended;
import orrery.e2e.OrreryProcess.Launch;

/** Starts that cannot work: they end at once and say what is wrong and where. */
class BadStartTest {
  private static final int CANNOT_RUN = 1;
  private static final int BAD_SETTINGS = 2;

  @Test
  void refusesADataDirectoryThatIsAFile() throws IOException {
    Path file = Files.createFile(Scratch.directory("file").resolve("not-a-directory"));
    assertThat(start(file, Map.of())).satisfies(ended -> refusedNaming(ended, file.toString()));
  }

  @Test
  void refusesADataDirectoryThatCannotBeWritten() {
    // Not even root can make a directory there.
    assertThat(start(Path.of("/proc/orrery"), Map.of()))
        .satisfies(ended -> refusedNaming(ended, "/proc/orrery"));
  }

  @Test
  void refusesADirectoryThatAnotherProcessUses() {
    try (OrreryProcess first = OrreryProcess.fresh("shared");
        HealthyClient healthy = new HealthyClient(first)) {
      Path data = first.launch().data();
      healthy.goesOnAround(() ->
          assertThat(start(data, Map.of()))
              .satisfies(ended -> refusedNaming(ended, data.toString())));
    }
  }

  @Test
  void refusesAPortThatIsTaken() {
    int port = Ports.freePort();
    try (ServerSocket taken = Ports.bindLoopback(port)) {
      for (String name :
          List.of(
              "SW_CORE_GRPC_PORT",
              "SW_CORE_REST_PORT",
              "SW_SERVER_PORT",
              "SW_TELEMETRY_PROMETHEUS_PORT")) {
        Launch launch =
            Launch.fresh(
                "port",
                Map.of(name, String.valueOf(port), name.replace("_PORT", "_HOST"), "127.0.0.1"));
        assertThat(OrreryProcess.refusedStart(launch))
            .as(name)
            .satisfies(ended -> refusedNaming(ended, String.valueOf(port), name));
      }
      assertThat(taken.isBound()).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesADamagedStoreNamingTheFile() throws IOException {
    Launch launch;
    try (OrreryProcess first = OrreryProcess.fresh("damaged")) {
      launch = first.launch();
      try (HealthyClient healthy = new HealthyClient(first)) {
        healthy.goesOnAround(() -> {});
      }
      assertThat(first.stop()).isZero();
    }
    List<Path> damaged = damageEveryFile(launch.data());
    assertThat(damaged).isNotEmpty();
    Ended ended = OrreryProcess.refusedStart(launch);
    refusedNaming(ended, launch.data().resolve("catalog.db").toString(), "damaged");
  }

  @Test
  void warnsOfAMisspeltSettingWithTheNearestName() {
    Launch launch = Launch.fresh("misspelt", Map.of("SW_CORE_RECORD_DATA_TTTL", "5"));
    try (OrreryProcess orrery = OrreryProcess.start(launch)) {
      assertThat(orrery.log())
          .contains("SW_CORE_RECORD_DATA_TTTL")
          .contains("did you mean \"SW_CORE_RECORD_DATA_TTL\"");
    }
  }

  @Test
  void namesAllWrongSettingsAtOnce() {
    Launch launch =
        Launch.fresh(
            "wrong",
            Map.of(
                "SW_CORE_GRPC_PORT", "many",
                "SW_CORE_REST_PORT", "99999",
                "SW_CORE_RECORD_DATA_TTL", "-3",
                "SW_STORAGE", "sqlit"));
    Ended ended = OrreryProcess.refusedStart(launch);
    assertThat(ended.exitCode()).isEqualTo(BAD_SETTINGS);
    assertThat(ended.output())
        .contains("SW_CORE_GRPC_PORT=\"many\"")
        .contains("SW_CORE_REST_PORT=\"99999\"")
        .contains("SW_CORE_RECORD_DATA_TTL=\"-3\"")
        .contains("SW_STORAGE=\"sqlit\"")
        .contains("did you mean \"sqlite\"")
        .doesNotContain("\tat ");
  }

  private static Ended start(Path data, Map<String, String> settings) {
    return OrreryProcess.refusedStart(new Launch(data, Ports.free(), settings));
  }

  private static void refusedNaming(Ended ended, String... words) {
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(CANNOT_RUN);
    assertThat(ended.output()).contains(words).doesNotContain("\tat ");
  }

  /** Overwrites the beginning and the middle of every file with noise. */
  private static List<Path> damageEveryFile(Path directory) throws IOException {
    List<Path> damaged = new ArrayList<>();
    byte[] noise = new byte[4096];
    new Random(7).nextBytes(noise);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).filter(f -> size(f) > 0).toList()) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
          open.write(noise);
          open.seek(open.length() / 2);
          open.write(noise);
        }
        damaged.add(file);
      }
    }
    return damaged;
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
