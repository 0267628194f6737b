// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement's text and what is bound to it, put together piece by piece. */
final class Query {
  private interface Binding {
    int bind(PreparedStatement statement, int after) throws SQLException;
  }

  private final Dialect dialect;
  private final StringBuilder text = new StringBuilder();
  private final List<Binding> bindings = new ArrayList<>();
  private boolean streamed;

  Query(Dialect dialect) {
    this.dialect = dialect;
  }

  Query add(String sql) {
    text.append(sql);
    return this;
  }

  /** Another query, with all that is bound to it. */
  Query add(Query other) {
    text.append(other.text);
    bindings.addAll(other.bindings);
    return this;
  }

  /** A piece with a {@code ?} for each of these numbers. */
  Query add(String sql, long... numbers) {
    text.append(sql);
    for (long number : numbers) {
      bindings.add((statement, after) -> {
        statement.setLong(after + 1, number);
        return after + 1;
      });
    }
    return this;
  }

  /** A piece with a {@code ?} for these bytes. */
  Query add(String sql, byte[] bytes) {
    text.append(sql);
    bindings.add((statement, after) -> {
      statement.setBytes(after + 1, bytes);
      return after + 1;
    });
    return this;
  }

  /** That a column has one of these values; there must be one. */
  Query in(String column, long[] values) {
    text.append(dialect.in(column, values.length));
    bindings.add((statement, after) -> dialect.bindIn(statement, after, values));
    return this;
  }

  /** That the answer may be long: it is to come piece by piece. */
  Query streamed() {
    streamed = true;
    return this;
  }

  boolean isStreamed() {
    return streamed;
  }

  String text() {
    return text.toString();
  }

  void bind(PreparedStatement statement) throws SQLException {
    int at = 0;
    for (Binding binding : bindings) {
      at = binding.bind(statement, at);
    }
  }
}
