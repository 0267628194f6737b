// SPDX-License-Identifier: Apache-2.0
package orrery.model;

/**
 * How a stored payload is encoded. The number is written to storage and never given a second
 * meaning.
 */
public enum PayloadFormat {
  /** Nothing worth decoding. */
  NONE(0),
  /** {@code skywalking.v3.SegmentObject}, protobuf. */
  SKYWALKING_SEGMENT(1),
  /** UTF-8 text in a form of the record kind's own. */
  TEXT(2);

  private final int number;

  PayloadFormat(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** The format of this number; {@link #NONE} for one this version does not know. */
  public static PayloadFormat of(int number) {
    for (PayloadFormat format : values()) {
      if (format.number == number) {
        return format;
      }
    }
    return NONE;
  }
}
