// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;

/**
 * How the fields of a request are read: when there are several, each on a virtual thread, so that a
 * dashboard waits for its slowest chart and not for their sum; but only so many at once over all
 * requests, so that queries cannot crowd out ingestion; and none begun after the request's
 * deadline. A field that reads ahead asks its store for a few things at once; how many requests a
 * store takes at once is the store's own bound.
 */
final class Reads extends SimplePerformantInstrumentation {
  /** Key of the deadline in a request's context. */
  static final String DEADLINE_NANOS = "orrery.deadline";

  private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

  private final Semaphore permits;

  Reads(int parallel) {
    this.permits = new Semaphore(parallel, true);
  }

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      @Nullable InstrumentationState state) {
    if (parameters.isTrivialDataFetcher() || !isRoot(parameters)) {
      return fetcher;
    }
    OperationDefinition operation = parameters.getExecutionContext().getOperationDefinition();
    boolean alone =
        operation.getOperation() != OperationDefinition.Operation.QUERY
            || operation.getSelectionSet().getSelections().size() == 1;
    return alone
        ? environment -> read(fetcher, environment)
        : environment -> CompletableFuture.supplyAsync(() -> read(fetcher, environment), VIRTUAL);
  }

  private static boolean isRoot(InstrumentationFieldFetchParameters parameters) {
    return parameters.getExecutionStepInfo().getPath().getLevel() == 1;
  }

  private @Nullable Object read(DataFetcher<?> fetcher, DataFetchingEnvironment environment) {
    long deadlineNanos =
        Objects.requireNonNull(environment.getGraphQlContext().<Long>get(DEADLINE_NANOS));
    try {
      if (!permits.tryAcquire(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new Fault.Overloaded(
            "the request took too long (SW_ORRERY_QUERY_TIMEOUT_SECONDS), or the server is busy"
                + " with other queries; ask for less, or later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("the server is stopping", e);
    }
    try {
      return fetcher.get(environment);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("resolvers throw no checked exceptions", e);
    } finally {
      permits.release();
    }
  }
}
