// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts one after the other and stops them in the opposite order, a line each. When one does
 * not start, those before it are stopped again. Not thread-safe, but {@link #close} may come from
 * another thread once all have started.
 *
 * <p>Stopping ends in time whatever the parts do: each may take half of what is left of the limit,
 * so one that hangs leaves time for those after it.
 */
final class Lifecycle implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("start");
  private static final Logger stopLog = LoggerFactory.getLogger("stop");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Deque<Map.Entry<String, Stop>> stops = new ArrayDeque<>();

  /** Undoes a start; must not throw anything that matters. */
  @FunctionalInterface
  interface Stop {
    /**
     * @param most after so long the part is left to itself
     */
    void stop(Duration most);
  }

  /**
   * @param start does it, and returns what to tell about it
   */
  void start(String name, Supplier<String> start, Stop stop) {
    long startNanos = System.nanoTime();
    stops.push(Map.entry(name, stop));
    String told = start.get();
    log.info("{} {} ({} ms)", padded(name), told, (System.nanoTime() - startNanos) / 1_000_000);
  }

  /** Something to do at this place in the stopping order. */
  void onStop(String name, Stop stop) {
    stops.push(Map.entry(name, stop));
  }

  /** Moves a part that started earlier to this place in the stopping order. */
  void stopHere(String name) {
    for (Map.Entry<String, Stop> stop : List.copyOf(stops)) {
      if (stop.getKey().equals(name)) {
        stops.remove(stop);
        stops.push(stop);
      }
    }
  }

  @Override
  public void close() {
    close(LIMIT);
  }

  /** Stops all parts, within the limit. Idempotent. */
  void close(Duration limit) {
    long endNanos = System.nanoTime() + limit.toNanos();
    while (!stops.isEmpty()) {
      Map.Entry<String, Stop> stop = stops.pop();
      long leftNanos = Math.max(endNanos - System.nanoTime(), 0);
      stop(padded(stop.getKey()), stop.getValue(), Duration.ofNanos(leftNanos / 2));
    }
  }

  private static void stop(String name, Stop stop, Duration most) {
    long startNanos = System.nanoTime();
    Thread stopping =
        Thread.ofPlatform()
            .daemon()
            .name("stop-" + name.strip())
            .start(() -> run(name, stop, most));
    try {
      if (!stopping.join(most)) {
        stopLog.warn("{} still stops after {} ms; going on without it", name, most.toMillis());
        stopping.interrupt();
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    stopLog.info("{} stopped ({} ms)", name, (System.nanoTime() - startNanos) / 1_000_000);
  }

  @SuppressWarnings("IllegalCatch") // one part that cannot stop must not keep the others from it
  private static void run(String name, Stop stop, Duration most) {
    try {
      stop.stop(most);
    } catch (RuntimeException e) {
      stopLog.error("{} did not stop cleanly", name, e);
    }
  }

  private static String padded(String name) {
    return String.format("%-10s", name);
  }
}
