// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import orrery.model.Fault;

/**
 * How much was taken in and is not durable yet, and who waits for what: the one place where
 * back-pressure is decided. Thread-safe.
 *
 * <p>Up to {@code maxBytes} there is room. Between that and twice as much there is none, but what
 * comes in is still taken (messages already on their way). Beyond, reports are refused to the face
 * of whoever brings them.
 */
final class Pending {
  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();
  private volatile CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
  private volatile CompletableFuture<Void> promise = new CompletableFuture<>();

  Pending(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  long bytes() {
    return bytes.get();
  }

  /**
   * Takes in a report.
   *
   * @throws Fault.Overloaded when there is far too much already
   */
  void admit(long size) {
    long now = bytes.addAndGet(size);
    if (now > 2 * maxBytes) {
      bytes.addAndGet(-size);
      throw new Fault.Overloaded(
          "storage is behind: more than " + 2 * maxBytes + " bytes wait to be written");
    }
    if (now >= maxBytes && room.isDone()) {
      close();
    }
  }

  /** So much became durable, or was given up. */
  void release(long size) {
    CompletableFuture<Void> opened = null;
    synchronized (this) {
      if (bytes.addAndGet(-size) < maxBytes && !room.isDone()) {
        opened = room;
      }
    }
    if (opened != null) {
      opened.complete(null);
    }
  }

  CompletableFuture<Void> room() {
    return room.copy();
  }

  /** A promise for all that was taken in before the call. */
  CompletableFuture<Void> safe() {
    return promise.copy();
  }

  /**
   * What {@link #safe} gave out since the last call. Must be taken before what workers gathered:
   * then all that the promise is about has been gathered.
   */
  CompletableFuture<Void> takePromise() {
    CompletableFuture<Void> taken = promise;
    promise = new CompletableFuture<>();
    return taken;
  }

  /** From now on nothing is kept. */
  void stop() {
    promise.completeExceptionally(new Fault.Unavailable("Orrery is stopping"));
    room.complete(null);
  }

  private synchronized void close() {
    if (bytes.get() >= maxBytes && room.isDone()) {
      room = new CompletableFuture<>();
    }
  }
}
