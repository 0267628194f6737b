// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.function.BooleanSupplier;

/**
 * This process among those that use the same storage.
 *
 * @param alone whether no other process can use it: then nothing has to be learned from others
 * @param leads whether rolling up and retention are this process's work, at this very moment
 */
public record Standing(boolean alone, BooleanSupplier leads) {
  /** The only one. */
  public static final Standing ALONE = new Standing(true, () -> true);
}
