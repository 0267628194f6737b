// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import orrery.model.Tier;
import orrery.store.Schema;

/** Whatever is written: a result, or an error that says where. */
class ParserFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "service_cpm",
          "service_percentile",
          "nobody",
          "top_n_database_statement",
          "avg",
          "count",
          "latest",
          "sum",
          "max",
          "min",
          "abs",
          "ceil",
          "floor",
          "round",
          "increase",
          "rate",
          "top_n",
          "top_n_of",
          "relabels",
          "aggregate_labels",
          "view_as_seq",
          "is_present",
          "sort_values",
          "sort_label_values",
          "baseline",
          "asc",
          "des",
          "attr0",
          "p",
          "_",
          "label",
          "bool",
          "value",
          "0",
          "1",
          "2.5",
          "99999999999",
          "'50,75'",
          "\"x\"",
          "''",
          "'",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          "=",
          "==",
          "!=",
          "<",
          ">=",
          "&&",
          "||",
          "+",
          "-",
          "*",
          "/",
          "%",
          ".",
          "!",
          "\u0000",
          "🛒",
          "é",
          "\n",
          "\t");

  private final Fixture fixture = new Fixture(ZoneId.of("UTC"), "2024-05-01");

  private Result evaluate(String expression) {
    return fixture
        .expressions()
        .evaluate(
            expression,
            Fixture.entity(Map.of("service", "shop")),
            fixture.buckets(Tier.MINUTE, "10:00", "10:03"));
  }

  private void assertAnswered(String expression) {
    Result result = evaluate(expression);
    if (result.error() != null) {
      assertThat(result.error()).as(expression).matches("(?s)at character [0-9]+: .+");
      int position =
          Integer.parseInt(result.error().replaceAll("(?s)^at character ([0-9]+):.*", "$1"));
      assertThat(position).as(expression).isBetween(1, expression.length() + 1);
    }
    assertThat(result.type() == ResultType.UNKNOWN).isEqualTo(result.error() != null);
  }

  @Test
  void wordsInAnyOrderAreAnsweredOrRefusedWithAPosition() {
    fill();
    Random random = new Random(20240501);
    for (int i = 0; i < 15_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(14);
      for (int j = 0; j < length; j++) {
        text.append(WORDS.get(random.nextInt(WORDS.size())));
        text.append(random.nextInt(3) == 0 ? " " : "");
      }
      assertAnswered(text.toString());
    }
  }

  @Test
  void wellFormedExpressionsWithOneDamageAreAnsweredOrRefusedWithAPosition() {
    fill();
    Random random = new Random(42);
    for (int i = 0; i < 6_000; i++) {
      StringBuilder text = new StringBuilder(expression(random, 4));
      assertAnswered(text.toString());
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
        default -> text.setLength(at);
      }
      assertAnswered(text.toString());
    }
  }

  private static String expression(Random random, int depth) {
    if (depth == 0) {
      return List.of(
              "service_cpm", "service_percentile", "service_percentile{p='50'}", "nobody", "7")
          .get(random.nextInt(5));
    }
    String inner = expression(random, depth - 1);
    return switch (random.nextInt(12)) {
      case 0 -> "avg(" + inner + ")";
      case 1 -> "latest(" + inner + ")";
      case 2 -> "round(" + inner + ", 2)";
      case 3 -> "increase(" + inner + ", 1)";
      case 4 -> "relabels(" + inner + ", p='50', q='P50')";
      case 5 -> "aggregate_labels(" + inner + ", sum(p))";
      case 6 -> "sort_values(" + inner + ", 2, des)";
      case 7 -> "sort_label_values(" + inner + ", asc, p)";
      case 8 -> "view_as_seq([" + inner + ", service_cpm])";
      case 9 -> "top_n(service_cpm, 3, des) + " + inner;
      case 10 -> "(" + inner + ") >= (" + expression(random, depth - 1) + ") || nobody > 1";
      default -> inner + " / " + expression(random, depth - 1);
    };
  }

  @Test
  void whatIsTooLongTooDeepOrTooMuchIsRefused() {
    assertThat(evaluate("1+".repeat(5_000) + "1").error())
        .isEqualTo("at character 8193: an expression is at most 8192 characters long");
    assertThat(evaluate("(".repeat(4_000)).error())
        .isEqualTo("at character 51: an expression nests at most 50 deep");
    assertThat(evaluate("(".repeat(49) + "1" + ")".repeat(49)).error()).isNull();
    assertThat(evaluate("abs(".repeat(2_000)).error()).contains("nests at most 50 deep");
    assertThat(evaluate("top_n_of(".repeat(900)).error())
        .isEqualTo("at character 10: top_n_of merges results of top_n only");
    assertThat(evaluate("1" + "+1".repeat(200)).error())
        .isEqualTo("at character 401: an expression has at most 200 operands");
    assertThat(evaluate("service_percentile{p='" + "1,".repeat(200) + "1'}").error())
        .isEqualTo("at character 22: a label is given at most 100 values");
    assertThat(evaluate("").error()).startsWith("at character 1: expected a metric");
  }

  private void fill() {
    fixture.load(
        Schema.SERVICE,
        Tier.MINUTE,
        fixture.at("10:00"),
        Map.of("service", "shop", "calls", "60", "latencies", "10*60"));
    assertThat(evaluate("service_cpm").rows().getFirst().values().getFirst().text())
        .isEqualTo("60");
  }
}
