// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;

/** The one place where faults become GraphQL errors. */
final class Errors implements DataFetcherExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  /** What a client is told about a bug; the log has the rest. */
  static final Problem INTERNAL = new Problem("internal error", "INTERNAL");

  /**
   * An error as clients see it.
   *
   * @param code for programs: INVALID, UNSUPPORTED, UNAVAILABLE, OVERLOADED or INTERNAL
   */
  record Problem(String message, String code) {
    Map<String, Object> toMap() {
      return Map.of("message", message, "extensions", Map.of("code", code));
    }
  }

  static Problem of(Fault fault) {
    return switch (fault) {
      case Fault.Invalid f -> new Problem(text(f), "INVALID");
      case Fault.Unsupported f -> new Problem(text(f), "UNSUPPORTED");
      case Fault.Unavailable f -> new Problem(text(f), "UNAVAILABLE");
      case Fault.Overloaded f -> new Problem(text(f), "OVERLOADED");
    };
  }

  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters parameters) {
    Throwable thrown = parameters.getException();
    while (thrown instanceof CompletionException && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    Problem problem;
    if (thrown instanceof Fault fault) {
      problem = of(fault);
    } else {
      LOG.error("Field {} failed. This is a bug; please report it", parameters.getPath(), thrown);
      problem = INTERNAL;
    }
    GraphQLError error =
        GraphqlErrorBuilder.newError()
            .message("%s", problem.message())
            .path(parameters.getPath())
            .location(parameters.getSourceLocation())
            .extensions(Map.of("code", problem.code()))
            .build();
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(error).build());
  }

  private static String text(Fault fault) {
    String message = fault.getMessage();
    return message == null ? fault.getClass().getSimpleName() : message;
  }
}
