// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import orrery.model.Fault;

/**
 * A read that may run while its result is not needed yet: a store is often a network away, and
 * reads that do not need each other need not wait for each other. Done once, by whoever runs it
 * first. Thread-safe.
 */
public final class Ahead<T> {
  private final FutureTask<T> task;

  private Ahead(Supplier<T> read) {
    this.task = new FutureTask<>(read::get);
  }

  /** Begins on a thread of its own. The read must end by itself, also when nobody asks for it. */
  public static <T> Ahead<T> started(Supplier<T> read) {
    Ahead<T> ahead = new Ahead<>(read);
    Thread.ofVirtual().name("read-ahead").start(ahead.task);
    return ahead;
  }

  /** Begins when somebody asks for it, on their thread. */
  public static <T> Ahead<T> onDemand(Supplier<T> read) {
    return new Ahead<>(read);
  }

  /** The result, or the fault of the read for everybody who asks. */
  public T get() {
    task.run(); // does nothing where it runs or ran already
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("the server is stopping", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException fault -> throw fault;
        case Error error -> throw error;
        case null, default ->
            throw new IllegalStateException("reads throw no checked exception", e);
      }
    }
  }
}
