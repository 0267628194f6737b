// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.query.mqe.Expression.Operator;

/**
 * Reads an expression: operators by precedence here, functions in {@link Functions}. Names of
 * functions are no reserved words: without a parenthesis after it, {@code avg} is a metric.
 */
final class Parser {
  /** Characters of an expression. */
  static final int MAX_LENGTH = 8_192;

  /** Parentheses and functions within each other. */
  static final int MAX_DEPTH = 50;

  /** Metrics, numbers and functions in one expression. */
  static final int MAX_OPERANDS = 200;

  /** Values of one label: each is a series. */
  static final int MAX_LABEL_VALUES = 100;

  private static final String OPERAND = "a metric, a number, a function or \"(\"";

  private final List<Token> tokens;
  private int at;
  private int depth;
  private int operands;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws ExpressionFault when the text is no expression or exceeds a bound
   */
  static Expression parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new ExpressionFault(
          MAX_LENGTH, "an expression is at most " + MAX_LENGTH + " characters long");
    }
    Parser parser = new Parser(Lexer.tokens(text));
    Expression expression = parser.expression();
    if (parser.peek().kind() != Token.Kind.END) {
      throw parser.unexpected("an operator or the end");
    }
    return expression;
  }

  /** A whole expression. */
  Expression expression() {
    if (++depth > MAX_DEPTH) {
      throw new ExpressionFault(
          peek().position(), "an expression nests at most " + MAX_DEPTH + " deep");
    }
    Expression expression = binary(1);
    depth--;
    return expression;
  }

  /** Operands joined by operators that bind at least so tight; equal ones from left to right. */
  private Expression binary(int precedence) {
    Expression left = operand();
    for (Operator operator = operator();
        operator != null && operator.precedence() >= precedence;
        operator = operator()) {
      int position = take().position();
      if (operator.compares() && peek().text().equalsIgnoreCase("bool")) {
        take(); // PromQL's modifier: comparisons answer 1 or 0 anyway
      }
      left = new Expression.Binary(position, operator, left, binary(operator.precedence() + 1));
    }
    return left;
  }

  private @Nullable Operator operator() {
    Token next = peek();
    for (Operator operator : Operator.values()) {
      if (next.is(operator.symbol())) {
        return operator;
      }
    }
    return null;
  }

  private Expression operand() {
    if (++operands > MAX_OPERANDS) {
      throw new ExpressionFault(
          peek().position(), "an expression has at most " + MAX_OPERANDS + " operands");
    }
    Token token = peek();
    return switch (token.kind()) {
      case INTEGER, DECIMAL ->
          new Expression.Literal(take().position(), Double.parseDouble(token.text()));
      case NAME -> tokens.get(at + 1).is("(") ? Functions.parse(this, take()) : metric();
      case SYMBOL -> parenthesized();
      case STRING, END -> throw unexpected(OPERAND);
    };
  }

  private Expression parenthesized() {
    if (!take("(")) {
      throw unexpected(OPERAND);
    }
    Expression inner = expression();
    expect(")");
    return inner;
  }

  /** A metric's name, perhaps with labels. */
  Expression.MetricName metric() {
    Token name = name("the name of a metric");
    List<Expression.Label> labels = new ArrayList<>();
    if (take("{") && !take("}")) {
      do {
        labels.add(label());
      } while (take(","));
      expect("}");
    }
    return new Expression.MetricName(name.position(), name.text(), List.copyOf(labels));
  }

  /** {@code name='value,value'}. */
  Expression.Label label() {
    Token name = name("the name of a label");
    expect("=");
    Token value = text("values of the label, such as '50,75'");
    List<String> values = value.text().isBlank() ? List.of() : List.of(value.text().split(",", -1));
    if (values.size() > MAX_LABEL_VALUES) {
      throw new ExpressionFault(
          value.position(), "a label is given at most " + MAX_LABEL_VALUES + " values");
    }
    return new Expression.Label(name.position(), name.text(), values);
  }

  /** {@code asc} or {@code des}: whether the least comes first. */
  boolean ascending() {
    Token order = peek();
    if (order.kind() == Token.Kind.NAME) {
      if (order.text().equalsIgnoreCase("asc") || order.text().equalsIgnoreCase("des")) {
        return take().text().equalsIgnoreCase("asc");
      }
    }
    throw unexpected("\"asc\" or \"des\"");
  }

  /** A whole number within bounds. */
  int integer(String what, int least, int most) {
    Token token = peek();
    if (token.kind() != Token.Kind.INTEGER) {
      throw unexpected(what);
    }
    take();
    String digits = token.text();
    if (digits.length() > 9
        || Integer.parseInt(digits) < least
        || Integer.parseInt(digits) > most) {
      throw new ExpressionFault(
          token.position(), what + " is " + least + " to " + most + ", not " + digits);
    }
    return Integer.parseInt(digits);
  }

  Token name(String expected) {
    return token(Token.Kind.NAME, expected);
  }

  Token text(String expected) {
    return token(Token.Kind.STRING, expected);
  }

  private Token token(Token.Kind kind, String expected) {
    if (peek().kind() != kind) {
      throw unexpected(expected);
    }
    return take();
  }

  Token peek() {
    return tokens.get(at);
  }

  Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  /** Takes the symbol if it is next. */
  boolean take(String symbol) {
    boolean next = peek().is(symbol);
    if (next) {
      take();
    }
    return next;
  }

  void expect(String symbol) {
    if (!take(symbol)) {
      throw unexpected("\"" + symbol + "\"");
    }
  }

  ExpressionFault unexpected(String expected) {
    return new ExpressionFault(
        peek().position(), "expected " + expected + ", found " + peek().shown());
  }
}
