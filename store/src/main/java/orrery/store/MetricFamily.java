// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;

/**
 * A kind of metric row: which measures it has. All measures are whole numbers that merge by adding.
 *
 * @param name lower case letters, digits and underscores, at most 40; used for table and field
 *     names
 * @param measures their names, in the order of {@link MetricRow#measures()}
 * @param sketch whether rows carry a latency sketch too
 */
public record MetricFamily(String name, List<String> measures, boolean sketch) {
  public MetricFamily {
    measures = List.copyOf(measures);
    if (!name.matches("[a-z][a-z0-9_]{0,39}")) {
      throw new IllegalArgumentException("not a family name: " + name);
    }
  }

  /**
   * The position of a measure.
   *
   * @throws IllegalArgumentException when the family has no such measure
   */
  public int index(String measure) {
    int index = measures.indexOf(measure);
    if (index < 0) {
      throw new IllegalArgumentException(
          "family " + name + " has no measure " + measure + ", only " + measures);
    }
    return index;
  }
}
