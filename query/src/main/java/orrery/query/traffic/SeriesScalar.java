// SPDX-License-Identifier: Apache-2.0
package orrery.query.traffic;

import graphql.GraphQLContext;
import graphql.schema.Coercing;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.util.List;
import java.util.Locale;

/**
 * A list of numbers that goes out as it is. As a GraphQL list each number would be a field of its
 * own, which for a thousand rows costs more than reading them. Never comes in.
 */
final class SeriesScalar implements Coercing<List<?>, List<?>> {
  static final GraphQLScalarType TYPE =
      GraphQLScalarType.newScalar().name("Series").coercing(new SeriesScalar()).build();

  private SeriesScalar() {}

  @Override
  public List<?> serialize(Object value, GraphQLContext context, Locale locale) {
    if (value instanceof List<?> numbers) {
      return numbers;
    }
    throw new CoercingSerializeException("a series is a list, not " + value.getClass());
  }
}
