// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays every case of every file in {@code scripts/}; a case begins with {@code === its name}. */
class ScriptsTest {

  @TestFactory
  Stream<DynamicTest> scripts() throws IOException, URISyntaxException {
    URL folder = ScriptsTest.class.getResource("/scripts");
    assertThat(folder).isNotNull();
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".test")).sorted().toList()) {
        cases(file, tests);
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void cases(Path file, List<DynamicTest> tests) throws IOException {
    List<String> lines = new ArrayList<>();
    String name = "";
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("=== ")) {
        add(tests, file, name, lines);
        name = line.substring(4);
        lines = new ArrayList<>();
      } else {
        lines.add(line);
      }
    }
    add(tests, file, name, lines);
  }

  private static void add(List<DynamicTest> tests, Path file, String name, List<String> lines) {
    if (!name.isEmpty()) {
      tests.add(
          DynamicTest.dynamicTest(
              file.getFileName() + ": " + name,
              () -> {
                try (Script script = new Script()) {
                  script.play(lines);
                }
              }));
    }
  }
}
