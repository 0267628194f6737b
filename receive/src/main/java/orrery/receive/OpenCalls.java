// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The calls that wait for an answer, and how many of them are held back. Thread-safe. */
final class OpenCalls {
  private final Set<ReportCall> calls = ConcurrentHashMap.newKeySet();
  private final AtomicInteger paused = new AtomicInteger();

  void add(ReportCall call) {
    calls.add(call);
  }

  void remove(ReportCall call) {
    calls.remove(call);
    if (calls.isEmpty()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  int size() {
    return calls.size();
  }

  void pause() {
    paused.incrementAndGet();
  }

  void resume() {
    paused.decrementAndGet();
  }

  int paused() {
    return paused.get();
  }

  /** Answers what still is open. */
  void finishAll() {
    calls.forEach(ReportCall::finish);
  }

  /** Waits until all are answered or the time is over, and says whether they are. */
  synchronized boolean awaitNone(Duration limit) throws InterruptedException {
    long endNanos = System.nanoTime() + limit.toNanos();
    while (!calls.isEmpty()) {
      long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return true;
  }
}
