// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

/** Shapes of results; the names are SkyWalking's. */
public enum ResultType {
  /** There is none, but an error. */
  UNKNOWN,
  SINGLE_VALUE,
  TIME_SERIES_VALUES,
  SORTED_LIST,
  RECORD_LIST
}
