// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;
import orrery.model.Check;

/**
 * One backend, or several paired: the door of a storage module. Built without I/O; {@link
 * #prepare()} is the first call.
 *
 * <p>All methods of all shapes block, may be called from any number of (virtual) threads, and throw
 * only faults: {@link orrery.model.Fault.Unavailable} when the backend cannot be reached or
 * refuses, {@link orrery.model.Fault.Overloaded} when it asks to slow down or a stated bound is
 * exceeded, {@link orrery.model.Fault.Invalid} for a request that can never work. Anything else is
 * a bug.
 */
public interface Storage extends AutoCloseable {

  /** Short lower case name, as {@code SW_STORAGE} spells it. */
  String name();

  MetricStore metrics();

  RecordStore records();

  CatalogStore catalog();

  /**
   * Creates or upgrades what the backend needs to know beforehand. Idempotent; any number of nodes
   * may do it at once. Partitions of days are made when first written.
   *
   * <p>A start calls it again and again for as long as waiting may help, so after a fault it starts
   * afresh.
   *
   * @throws orrery.model.Fault.Unavailable when waiting may help: nobody answers, a password is
   *     refused (it may be about to be set), a disk is full. Says what is waited for, where, and
   *     what to do
   * @throws orrery.model.Fault.Invalid when it cannot: a version that is not supported, say
   */
  void prepare();

  /**
   * Drops the partitions that hold only data from before these instants, and catalogue entries not
   * seen since the metrics' instant. Returns how many partitions went. Idempotent; safe beside
   * readers and writers.
   */
  int dropBefore(long recordsMillis, long metricsMillis);

  /** Whether it works right now, one check per part. Quick: a second at most. */
  List<Check> check();

  /** Bytes on disk, 0 where the backend is elsewhere. */
  long sizeBytes();

  /** Finishes writes under way and releases everything. Idempotent. */
  @Override
  void close();
}
