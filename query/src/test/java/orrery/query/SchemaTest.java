// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.PropertyDataFetcher;
import graphql.schema.SingletonPropertyDataFetcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final Asked asked = new Asked();

  @Test
  void everyQuestionHasAResolver() {
    GraphQLSchema schema = asked.schema();
    assertThat(unanswered(schema, schema.getQueryType())).isEmpty();
    assertThat(unanswered(schema, Objects.requireNonNull(schema.getMutationType()))).isEmpty();
  }

  @Test
  void introspectionWorks() {
    assertThat(asked.ask(IntrospectionQuery.INTROSPECTION_QUERY))
        .startsWith("{\"data\":{\"__schema\":{\"queryType\":{\"name\":\"Query\"}")
        .doesNotContain("\"errors\":");
  }

  private static List<String> unanswered(GraphQLSchema schema, GraphQLObjectType type) {
    List<String> unanswered = new ArrayList<>();
    for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
      Object fetcher =
          schema.getCodeRegistry().getDataFetcher(FieldCoordinates.coordinates(type, field), field);
      if (fetcher instanceof PropertyDataFetcher<?>
          || fetcher instanceof SingletonPropertyDataFetcher<?>) {
        unanswered.add(field.getName());
      }
    }
    return unanswered;
  }
}
