// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.validation.QueryComplexityLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orrery.query.schema.FieldGroup;

/** The schema with its resolvers, and the bounds within which requests run. */
final class Engine {
  /** Of the schema, which is ours and longer than any request. */
  private static final ParserOptions SCHEMA_OPTIONS =
      ParserOptions.newParserOptions()
          .captureLineComments(false)
          .captureIgnoredChars(false)
          .maxCharacters(10_000_000)
          .maxTokens(1_000_000)
          .maxWhitespaceTokens(10_000_000)
          .build();

  private final QuerySettings settings;
  private final GraphQL graphql;
  private final Map<Object, Object> limits;

  Engine(QuerySettings settings, List<String> schemaFiles, List<FieldGroup> groups) {
    this.settings = settings;
    this.graphql =
        GraphQL.newGraphQL(schema(schemaFiles, groups))
            .preparsedDocumentProvider(new DocumentCache())
            .instrumentation(new Reads(settings.parallelReads()))
            .defaultDataFetcherExceptionHandler(new Errors())
            .build();
    this.limits =
        Map.of(
            QueryComplexityLimits.KEY,
            QueryComplexityLimits.newLimits()
                .maxDepth(settings.maxDepth())
                .maxFieldsCount(settings.maxComplexity())
                .build(),
            ParserOptions.class,
            ParserOptions.newParserOptions()
                .captureLineComments(false)
                .captureIgnoredChars(false)
                .maxCharacters(settings.maxDocumentChars())
                // A token is four characters at least in any query that asks for something.
                .maxTokens(settings.maxDocumentChars() / 4)
                .maxWhitespaceTokens(settings.maxDocumentChars())
                .maxRuleDepth(500)
                .build());
  }

  /** The answer as GraphQL specifies it. */
  Map<String, Object> execute(Request request, long startNanos) {
    return graphql
        .execute(
            ExecutionInput.newExecutionInput()
                .query(request.query())
                .variables(request.variables())
                .operationName(request.operationName())
                .graphQLContext(limits)
                .graphQLContext(context ->
                    context.put(Reads.DEADLINE_NANOS, startNanos + settings.timeout().toNanos()))
                .build())
        .toSpecification();
  }

  GraphQLSchema schema() {
    return graphql.getGraphQLSchema();
  }

  private static GraphQLSchema schema(List<String> files, List<FieldGroup> groups) {
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      text.append(resource(file)).append('\n');
    }
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    for (FieldGroup group : groups) {
      group.addTo(wiring);
    }
    return new SchemaGenerator()
        .makeExecutableSchema(
            new SchemaParser().parse(new java.io.StringReader(text.toString()), SCHEMA_OPTIONS),
            wiring.build());
  }

  private static String resource(String name) {
    try (InputStream in = Engine.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(in, name + " is not in the jar").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
