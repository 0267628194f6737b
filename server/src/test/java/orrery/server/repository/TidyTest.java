// SPDX-License-Identifier: Apache-2.0
package orrery.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The budgets of CONTRIBUTING.md, counted. */
class TidyTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MAX_LINES = 400;
  private static final int MAX_MODULE_README_LINES = 40;
  private static final int MAX_README_LINES = 120;
  private static final int MAX_MAIN_LINES = 120;
  private static final Set<String> NOT_OURS =
      Set.of("target", "node_modules", ".git", "dist", "data");

  /** Words that are not to be left behind, put together here so that this file has none. */
  private static final Pattern LEFT_BEHIND =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private static final Pattern CHANGE =
      Pattern.compile("- \\[(CHANGE|FEATURE|ENHANCEMENT|PERF|BUGFIX|SECURITY)\\] [a-z-]+: .+");

  private static List<Path> files(String ending) {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(path -> path.toString().endsWith(ending))
          .filter(path -> ours(ROOT.relativize(path)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean ours(Path relative) {
    for (Path part : relative) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noJavaFileIsLongerThanItsBudget() {
    List<String> tooLong = new ArrayList<>();
    for (Path path : files(".java")) {
      int count = lines(path).size();
      if (count > MAX_LINES) {
        tooLong.add(ROOT.relativize(path) + ": " + count + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void everyJavaFileStartsWithItsLicence() {
    assertThat(files(".java"))
        .isNotEmpty()
        .allSatisfy(path ->
            assertThat(lines(path).getFirst()).isEqualTo("// SPDX-License-Identifier: Apache-2.0"));
  }

  @Test
  void nothingIsLeftForLater() {
    List<String> found = new ArrayList<>();
    for (String ending : List.of(".java", ".md", ".sh", ".js", ".yaml", ".yml")) {
      for (Path path : files(ending)) {
        for (String line : lines(path)) {
          if (LEFT_BEHIND.matcher(line).find()) {
            found.add(ROOT.relativize(path) + ": " + line.strip());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyModuleSaysWhatItIs() {
    List<String> modules =
        lines(ROOT.resolve("pom.xml")).stream()
            .filter(line -> line.contains("<module>"))
            .map(line -> line.replaceAll(".*<module>|</module>.*", ""))
            .toList();
    assertThat(modules).isNotEmpty();
    assertThat(modules)
        .allSatisfy(module -> {
          Path readme = ROOT.resolve(module).resolve("README.md");
          assertThat(readme).exists();
          assertThat(lines(readme).size())
              .as("lines of %s", ROOT.relativize(readme))
              .isLessThanOrEqualTo(MAX_MODULE_README_LINES);
        });
  }

  @Test
  void whatNewcomersReadIsShort() {
    for (String name : List.of("README.md", "README.zh-CN.md")) {
      assertThat(lines(ROOT.resolve(name)).size()).as(name).isLessThanOrEqualTo(MAX_README_LINES);
    }
    Path main = ROOT.resolve("server/src/main/java/orrery/server/Main.java");
    assertThat(lines(main).size()).isLessThanOrEqualTo(MAX_MAIN_LINES);
  }

  @Test
  void linksBetweenDocumentsLeadSomewhere() {
    Pattern link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    List<String> broken = new ArrayList<>();
    for (Path path : files(".md")) {
      for (String line : lines(path)) {
        link.matcher(line)
            .results()
            .map(match -> match.group(1))
            .filter(target -> !Files.exists(path.resolveSibling(target)))
            .forEach(target -> broken.add(ROOT.relativize(path) + " -> " + target));
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void theChangelogIsWrittenForOperators() {
    List<String> changelog = lines(ROOT.resolve("CHANGELOG.md"));
    assertThat(changelog).contains("## Unreleased");
    assertThat(changelog.stream().filter(line -> line.startsWith("- ")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches(CHANGE));
  }
}
