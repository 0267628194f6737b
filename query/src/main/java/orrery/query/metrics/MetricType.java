// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

/** Which reads suit a metric; the names are SkyWalking's. */
public enum MetricType {
  /** There is no such metric. */
  UNKNOWN,
  REGULAR_VALUE,
  LABELED_VALUE,
  HEATMAP,
  SAMPLED_RECORD
}
