// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import orrery.query.metrics.Buckets;

/**
 * Runs the scripts in {@code src/test/resources/mqe}; what they may say is told in README there.
 */
class ScriptTest {
  @TestFactory
  Stream<DynamicContainer> scripts() throws IOException, URISyntaxException {
    URI folder = Objects.requireNonNull(getClass().getResource("/mqe")).toURI();
    List<DynamicContainer> scripts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".test")).sorted().toList()) {
        List<DynamicTest> tests =
            Script.read(Files.readAllLines(file)).stream().map(ScriptTest::test).toList();
        assertThat(tests).as("evaluations in %s", file.getFileName()).isNotEmpty();
        scripts.add(DynamicContainer.dynamicContainer(String.valueOf(file.getFileName()), tests));
      }
    }
    assertThat(scripts).isNotEmpty();
    return scripts.stream();
  }

  private static DynamicTest test(Script.Evaluation evaluation) {
    return DynamicTest.dynamicTest(
        "line " + evaluation.line() + ": " + evaluation.expression(),
        () -> {
          Result result =
              evaluation
                  .fixture()
                  .expressions()
                  .evaluate(evaluation.expression(), evaluation.entity(), evaluation.buckets());
          assertThat(shown(result)).isEqualTo(String.join("\n", evaluation.expected()));
          assertTimes(result, evaluation.buckets());
        });
  }

  /** A result as scripts write it. */
  private static String shown(Result result) {
    if (result.error() != null) {
      assertThat(result.type()).isEqualTo(ResultType.UNKNOWN);
      assertThat(result.rows()).isEmpty();
      return "error " + result.error();
    }
    List<String> lines = new ArrayList<>();
    lines.add(result.type().name());
    for (Result.Row row : result.rows()) {
      if (result.type() == ResultType.SORTED_LIST || result.type() == ResultType.RECORD_LIST) {
        row.values().forEach(value -> lines.add(listed(value)));
      } else {
        lines.add(labels(row) + values(row));
      }
    }
    return String.join("\n", lines);
  }

  private static String labels(Result.Row row) {
    return row.labels().stream()
        .map(label -> label.key() + "=" + label.value())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String values(Result.Row row) {
    return row.values().stream()
        .map(value -> " " + (value.text() == null ? "-" : value.text()))
        .collect(Collectors.joining());
  }

  private static String listed(Result.Value value) {
    return value.text()
        + " "
        + value.id()
        + (value.traceId() == null ? "" : " (trace " + value.traceId() + ")");
  }

  /** Every series says for which bucket each value is. */
  private static void assertTimes(Result result, Buckets buckets) {
    if (result.type() == ResultType.TIME_SERIES_VALUES) {
      List<String> times = buckets.starts().stream().map(String::valueOf).toList();
      for (Result.Row row : result.rows()) {
        if (row.values().size() == times.size()) {
          assertThat(row.values().stream().map(Result.Value::id).sorted().toList())
              .isEqualTo(times.stream().sorted().toList());
        }
      }
    }
  }
}
