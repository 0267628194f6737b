// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import orrery.model.Fault;
import orrery.store.elasticsearch.HttpNodes.Answer;
import orrery.store.elasticsearch.HttpNodes.Call;

/**
 * Asks the cluster, and asks again for a while when it says "not now": too many requests, no
 * master, a shard that is moving. What remains is a fault that says what to do.
 */
final class Requests implements AutoCloseable {
  private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);
  private static final long PATIENCE_MILLIS = 5_000;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final HttpNodes nodes;

  Requests(HttpNodes nodes) {
    this.nodes = nodes;
  }

  /** How often and how long it is tried again. For one thread. */
  static final class Patience {
    private final long endNanos =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /** Waits, longer each time; false, at once, when it has been tried long enough. */
    boolean pause() {
      if (endNanos - System.nanoTime() <= 0) {
        return false;
      }
      try {
        Thread.sleep(pauseMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Fault.Unavailable("interrupted while waiting for the cluster", e);
      }
      pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
      return true;
    }
  }

  /**
   * A good answer, or one with a status the caller expects.
   *
   * @throws Fault of the kind {@link Refusal} says
   */
  Answer ask(Call call, Integer... expected) {
    Patience patience = new Patience();
    while (true) {
      Answer answer = nodes.send(call);
      if (answer.isGood() || Set.of(expected).contains(answer.status())) {
        return answer;
      }
      if (!NOT_NOW.contains(answer.status()) || !patience.pause()) {
        throw Refusal.of(call.toString(), answer).fault();
      }
    }
  }

  /** Whatever is answered within a time, without trying again. */
  Answer once(Call call, int responseMillis) {
    return nodes.send(call, responseMillis);
  }

  @Override
  public void close() {
    nodes.close();
  }
}
