// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;

/**
 * One leader by a Lease. The leader renews it every two seconds and counts as leader for {@link
 * #RENEWED_FOR} from the moment it sent the last renewal that succeeded, by its own monotonic
 * clock: an API server that is away, a pause or a slow answer end leadership without anybody having
 * to notice. The others take the lease when they have watched it unchanged for {@link #TAKEN_AFTER}
 * (or longer, where the lease says so) by theirs. The difference is the time in which nobody leads;
 * wall clocks play no part.
 *
 * <p>{@link #step} and {@link #release} are for one thread, {@link #leads} and {@link #holder} for
 * any.
 */
final class Election {
  /** How often to call {@link #step}. */
  static final Duration RETRY = Duration.ofSeconds(2);

  static final Duration RENEWED_FOR = Duration.ofSeconds(7);
  static final Duration TAKEN_AFTER = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Election.class);

  private final Leases leases;
  private final String identity;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  private @Nullable Lease seen;
  private long seenNanos;
  private volatile boolean held;
  private volatile long heldUntilNanos;
  private volatile String holder = "";

  /**
   * @param identity names this process, and no other start of it
   * @param clock for the times people read in the lease
   * @param nanoTime {@link System#nanoTime}, or a clock of a test
   */
  Election(Leases leases, String identity, InstantSource clock, LongSupplier nanoTime) {
    this.leases = leases;
    this.identity = identity;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Whether this process leads, at this very moment. */
  boolean leads() {
    return held && heldUntilNanos - nanoTime.getAsLong() > 0;
  }

  /** Who held the lease when it was last seen; blank when nobody did. */
  String holder() {
    return holder;
  }

  /**
   * Renews the lease, or takes it when it is free.
   *
   * @throws Fault as {@link ApiServer}; leadership then lasts as long as it was renewed for
   */
  void step() {
    if (held && !leads()) {
      lost("it could not be renewed for " + RENEWED_FOR.toSeconds() + " s");
    }
    Lease mine = seen;
    if (held && mine != null && write(mine)) {
      return; // the usual way: one request
    }
    Lease found = leases.get();
    if (found == null) {
      if (held) {
        lost("somebody deleted the lease");
      }
      create();
      return;
    }
    see(found);
    if (found.holder().equals(identity)) {
      write(found);
    } else {
      if (held) {
        lost(found.holder() + " holds it");
      }
      if (isFree(found)) {
        write(found);
      }
    }
  }

  /**
   * Gives the lease up, so that the next leader need not wait. Leadership ends before that.
   *
   * @throws Fault as {@link ApiServer}; the lease then runs out by itself
   */
  void release() {
    boolean led = leads();
    held = false;
    Lease mine = seen;
    if (led && mine != null && leases.update(mine.released(now())) != null) {
      holder = "";
      LOG.info("Leads no more: gave lease {} up", leases.name());
    }
  }

  private boolean isFree(Lease lease) {
    Duration longest = lease.duration().compareTo(TAKEN_AFTER) > 0 ? lease.duration() : TAKEN_AFTER;
    return lease.holder().isEmpty() || nanoTime.getAsLong() - seenNanos >= longest.toNanos();
  }

  private void create() {
    long sentNanos = nanoTime.getAsLong();
    Lease made = leases.create(Lease.first(leases.name(), identity, now()));
    if (made != null) {
      won(made, sentNanos);
    }
  }

  private boolean write(Lease lease) {
    long sentNanos = nanoTime.getAsLong();
    Lease written = leases.update(lease.heldBy(identity, now()));
    if (written == null) {
      return false; // somebody was quicker
    }
    won(written, sentNanos);
    return true;
  }

  private void won(Lease lease, long sentNanos) {
    see(lease);
    heldUntilNanos = sentNanos + RENEWED_FOR.toNanos();
    if (!held) {
      held = true;
      LOG.info("Leads from now on: holds lease {} as {}", leases.name(), identity);
    }
  }

  private void lost(String why) {
    held = false;
    LOG.warn("Leads no more: {}", why);
  }

  private void see(Lease lease) {
    Lease before = seen;
    if (before == null || !before.version().equals(lease.version())) {
      seenNanos = nanoTime.getAsLong();
    }
    seen = lease;
    holder = lease.holder();
  }

  private Instant now() {
    return clock.instant();
  }
}
