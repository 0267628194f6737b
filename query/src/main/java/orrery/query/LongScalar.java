// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The scalar {@code Long}: 64 bits, a JSON number going out, a number or its text coming in. */
final class LongScalar implements Coercing<Long, Long> {
  static final GraphQLScalarType TYPE =
      GraphQLScalarType.newScalar().name("Long").coercing(new LongScalar()).build();

  private LongScalar() {}

  @Override
  public Long serialize(Object value, GraphQLContext context, Locale locale) {
    Long number = number(value);
    if (number == null) {
      throw new CoercingSerializeException(value + " is no Long");
    }
    return number;
  }

  @Override
  public Long parseValue(Object value, GraphQLContext context, Locale locale) {
    Long number = number(value);
    if (number == null) {
      throw new CoercingParseValueException("expected a whole number of 64 bits");
    }
    return number;
  }

  @Override
  public Long parseLiteral(
      Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
    Long number =
        switch (literal) {
          case IntValue whole -> number(whole.getValue());
          case StringValue text -> number(text.getValue());
          default -> null;
        };
    if (number == null) {
      throw new CoercingParseLiteralException("expected a whole number of 64 bits");
    }
    return number;
  }

  private static @Nullable Long number(@Nullable Object value) {
    return switch (value) {
      case Long number -> number;
      case Integer number -> number.longValue();
      case java.math.BigInteger number when number.bitLength() < 64 -> number.longValue();
      case String text -> parse(text);
      case null, default -> null;
    };
  }

  private static @Nullable Long parse(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
