// SPDX-License-Identifier: Apache-2.0
package orrery.model;

/**
 * Reads a stored segment again, logs included. Implemented where the wire formats are known, used
 * where people look.
 */
@FunctionalInterface
public interface PayloadDecoder {

  /**
   * @throws Fault of kind INVALID when the bytes are not of this format
   */
  Segment decode(PayloadFormat format, byte[] payload);
}
