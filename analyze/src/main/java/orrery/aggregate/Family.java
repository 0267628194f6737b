// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import orrery.store.MetricFamily;
import orrery.store.Schema;

/**
 * The schema's families as constants: accumulators are found by a small number instead of a record.
 */
@SuppressWarnings("ImmutableEnumChecker") // MetricFamily copies its list
public enum Family {
  SERVICE(Schema.SERVICE),
  SERVICE_MQ_CONSUME(Schema.SERVICE_MQ_CONSUME),
  INSTANCE(Schema.INSTANCE),
  ENDPOINT(Schema.ENDPOINT),
  ENDPOINT_MQ_CONSUME(Schema.ENDPOINT_MQ_CONSUME),
  SERVICE_RELATION_CLIENT(Schema.SERVICE_RELATION_CLIENT),
  SERVICE_RELATION_SERVER(Schema.SERVICE_RELATION_SERVER),
  INSTANCE_RELATION_CLIENT(Schema.INSTANCE_RELATION_CLIENT),
  INSTANCE_RELATION_SERVER(Schema.INSTANCE_RELATION_SERVER),
  ENDPOINT_RELATION(Schema.ENDPOINT_RELATION),
  DATABASE(Schema.DATABASE),
  CACHE(Schema.CACHE),
  CACHE_READ(Schema.CACHE_READ),
  CACHE_WRITE(Schema.CACHE_WRITE),
  MQ_CONSUME(Schema.MQ_CONSUME),
  MQ_PRODUCE(Schema.MQ_PRODUCE),
  MQ_ENDPOINT_CONSUME(Schema.MQ_ENDPOINT_CONSUME),
  MQ_ENDPOINT_PRODUCE(Schema.MQ_ENDPOINT_PRODUCE),
  JVM(Schema.JVM);

  private final MetricFamily family;
  private final long salt;

  Family(MetricFamily family) {
    this.family = family;
    this.salt = family.name().hashCode() * 0x9E3779B97F4A7C15L;
  }

  /** Spreads the accumulators of one entity over a hash table. */
  long salt() {
    return salt;
  }

  /** What storage calls it. */
  public MetricFamily schema() {
    return family;
  }
}
