// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orrery.query.metrics.Buckets;
import orrery.query.metrics.Ranking;
import orrery.query.mqe.Expression.Aggregation;
import orrery.query.mqe.Expression.Rounding;

/** Reads what follows the name of a function, one line per function. */
final class Functions {
  private static final int MAX_PLACES = 15;

  /** Rankings that one {@code top_n_of} merges: each is a read. */
  private static final int MAX_RANKINGS = 20;

  private final Parser parser;
  private final Token name;

  private Functions(Parser parser, Token name) {
    this.parser = parser;
    this.name = name;
  }

  /** Of the function named by a token that was taken; the next one is the parenthesis. */
  static Expression parse(Parser parser, Token name) {
    return new Functions(parser, name).call();
  }

  private Expression call() {
    parser.expect("(");
    Expression call =
        switch (name.text()) {
          case "avg", "count", "latest", "sum", "max", "min" ->
              new Expression.Aggregate(at(), aggregation(name), parser.expression());
          case "abs" -> rounded(Rounding.ABS);
          case "ceil" -> rounded(Rounding.CEIL);
          case "floor" -> rounded(Rounding.FLOOR);
          case "round" -> round();
          case "increase" -> trend(false);
          case "rate" -> trend(true);
          case "top_n" -> topN();
          case "top_n_of" -> topNOf();
          case "relabels" -> relabels();
          case "aggregate_labels" -> aggregateLabels();
          case "view_as_seq" -> new Expression.ViewAsSequence(at(), expressions());
          case "is_present" -> new Expression.IsPresent(at(), expressions());
          case "sort_values" -> sortValues();
          case "sort_label_values" -> sortLabelValues();
          case "baseline" -> baseline();
          default ->
              throw new ExpressionFault(
                  name.position(), "there is no function \"" + name.text() + "\"");
        };
    parser.expect(")");
    return call;
  }

  private int at() {
    return name.position();
  }

  private Expression rounded(Rounding rounding) {
    return new Expression.Rounded(at(), rounding, 0, parser.expression());
  }

  private Expression round() {
    Expression of = parser.expression();
    parser.expect(",");
    int places = parser.integer("the number of decimal places", 0, MAX_PLACES);
    return new Expression.Rounded(at(), Rounding.ROUND, places, of);
  }

  private Expression trend(boolean perSecond) {
    Expression of = parser.expression();
    parser.expect(",");
    int buckets = parser.integer("the range of a trend", 1, Buckets.MAX_COUNT);
    return new Expression.Trend(at(), perSecond, of, buckets);
  }

  private Expression.TopN topN() {
    Expression.MetricName metric = parser.metric();
    parser.expect(",");
    int limit = limit();
    parser.expect(",");
    boolean ascending = parser.ascending();
    List<Ranking.Filter> filters = new ArrayList<>();
    while (parser.take(",")) {
      filters.add(filter());
    }
    return new Expression.TopN(at(), metric, limit, ascending, List.copyOf(filters));
  }

  /** {@code attr0='GENERAL'} or {@code attr0!='GENERAL'}. */
  private Ranking.Filter filter() {
    Token attribute = parser.name("attr0 to attr5");
    if (!attribute.text().matches("attr[0-5]")) {
      throw new ExpressionFault(
          attribute.position(), "expected attr0 to attr5, found " + attribute.shown());
    }
    boolean equal = !parser.take("!=");
    if (equal) {
      parser.expect("=");
    }
    Token value = parser.text("a text in quotes");
    return new Ranking.Filter(attribute.text().charAt(4) - '0', value.text(), equal);
  }

  private Expression topNOf() {
    List<Expression.TopN> rankings = new ArrayList<>();
    do {
      Token inner = parser.name("top_n(…)");
      if (!inner.text().equals("top_n")) {
        throw new ExpressionFault(inner.position(), "top_n_of merges results of top_n only");
      }
      parser.expect("(");
      rankings.add(new Functions(parser, inner).topN());
      parser.expect(")");
      parser.expect(",");
    } while (parser.peek().kind() == Token.Kind.NAME && rankings.size() < MAX_RANKINGS);
    int limit = limit();
    parser.expect(",");
    return new Expression.TopNOf(at(), List.copyOf(rankings), limit, parser.ascending());
  }

  private int limit() {
    return parser.integer("the number of results", 1, Ranking.MAX_LIMIT);
  }

  private Expression relabels() {
    Expression of = parser.expression();
    parser.expect(",");
    Expression.Label first = parser.label();
    if (!parser.take(",")) {
      return new Expression.Relabels(at(), of, null, first);
    }
    Expression.Label to = parser.label();
    if (first.values().size() != to.values().size()) {
      throw new ExpressionFault(
          to.position(),
          first.values().size() + " label values cannot become " + to.values().size());
    }
    return new Expression.Relabels(at(), of, first, to);
  }

  private Expression aggregateLabels() {
    Expression of = parser.expression();
    parser.expect(",");
    Token by = parser.name("avg, sum, max or min");
    if (!List.of("avg", "sum", "max", "min").contains(by.text())) {
      throw new ExpressionFault(
          by.position(), "expected avg, sum, max or min, found " + by.shown());
    }
    List<String> kept = List.of();
    if (parser.take("(")) {
      kept = labelNames();
      parser.expect(")");
    }
    return new Expression.AggregateLabels(at(), aggregation(by), of, kept);
  }

  private List<String> labelNames() {
    List<String> names = new ArrayList<>();
    do {
      names.add(parser.name("the name of a label").text());
    } while (parser.take(","));
    return names.stream().distinct().toList();
  }

  private List<Expression> expressions() {
    boolean bracket = parser.take("[");
    List<Expression> expressions = new ArrayList<>();
    do {
      expressions.add(parser.expression());
    } while (parser.take(","));
    if (bracket) {
      parser.expect("]");
    }
    return List.copyOf(expressions);
  }

  private Expression sortValues() {
    Expression of = parser.expression();
    parser.expect(",");
    int limit = 0;
    if (parser.peek().kind() == Token.Kind.INTEGER) {
      limit = limit();
      parser.expect(",");
    }
    return new Expression.SortValues(at(), of, limit, parser.ascending());
  }

  private Expression sortLabelValues() {
    Expression of = parser.expression();
    parser.expect(",");
    boolean ascending = parser.ascending();
    parser.expect(",");
    return new Expression.SortLabelValues(at(), of, ascending, labelNames());
  }

  private Expression baseline() {
    Expression.MetricName metric = parser.metric();
    parser.expect(",");
    Token kind = parser.name("value, upper or lower");
    if (!List.of("value", "upper", "lower").contains(kind.text())) {
      throw new ExpressionFault(
          kind.position(), "expected value, upper or lower, found " + kind.shown());
    }
    return new Expression.Baseline(at(), metric);
  }

  private static Aggregation aggregation(Token token) {
    return Aggregation.valueOf(token.text().toUpperCase(Locale.ROOT));
  }
}
