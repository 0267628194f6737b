// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;
import orrery.model.Check;

/**
 * A backend that holds metrics and nothing else; {@link PairedStorage} makes a storage of it.
 * Methods promise what {@link Storage}'s of the same name do.
 */
public interface MetricStorage extends AutoCloseable {

  /** Short lower case name, as {@code SW_STORAGE} spells it. */
  String name();

  MetricStore metrics();

  /** As {@link Storage#prepare()}. */
  void prepare();

  /** Drops the partitions that hold only data from before this instant, and counts them. */
  int dropBefore(long metricsMillis);

  /** As {@link Storage#check()}. */
  List<Check> check();

  @Override
  void close();
}
