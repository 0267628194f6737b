// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** Lets one line through in a while, so that a client that sends rubbish cannot fill the disk. */
final class SparseLog {
  private final long pauseNanos;
  private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
  private final LongAdder suppressed = new LongAdder();

  SparseLog(long pauseNanos) {
    this.pauseNanos = pauseNanos;
  }

  /** Calls {@code line} with the number of lines held back since the last one, or holds it back. */
  void line(LongConsumer line) {
    long now = System.nanoTime();
    long next = nextNanos.get();
    if (now - next >= 0 && nextNanos.compareAndSet(next, now + pauseNanos)) {
      line.accept(suppressed.sumThenReset());
    } else {
      suppressed.increment();
    }
  }
}
