// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts one after the other and stops them in the opposite order, a line each. When one does
 * not start, those before it are stopped again. Not thread-safe, but {@link #close()} may come from
 * another thread once all have started.
 */
final class Lifecycle implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("start");
  private static final Logger stopLog = LoggerFactory.getLogger("stop");

  private final Deque<Map.Entry<String, Runnable>> stops = new ArrayDeque<>();

  /**
   * @param start does it, and returns what to tell about it
   * @param stop undoes it; must not throw anything that matters
   */
  void start(String name, Supplier<String> start, Runnable stop) {
    long startNanos = System.nanoTime();
    stops.push(Map.entry(name, stop));
    String told = start.get();
    log.info("{} {} ({} ms)", padded(name), told, (System.nanoTime() - startNanos) / 1_000_000);
  }

  /** Something to do at this place in the stopping order. */
  void onStop(String name, Runnable stop) {
    stops.push(Map.entry(name, stop));
  }

  @Override
  @SuppressWarnings("IllegalCatch") // one part that cannot stop must not keep the others from it
  public void close() {
    while (!stops.isEmpty()) {
      Map.Entry<String, Runnable> stop = stops.pop();
      long startNanos = System.nanoTime();
      try {
        stop.getValue().run();
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        stopLog.info("{} done ({} ms)", padded(stop.getKey()), millis);
      } catch (RuntimeException e) {
        stopLog.error("{} did not stop cleanly", padded(stop.getKey()), e);
      }
    }
  }

  private static String padded(String name) {
    return String.format("%-10s", name);
  }
}
