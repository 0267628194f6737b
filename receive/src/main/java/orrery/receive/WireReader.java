// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import orrery.model.Fault;

/**
 * Walks over protobuf's wire format in a byte array, without copying. Every method that finds
 * malformed bytes throws {@link Fault.Invalid}; none reads outside the array, and all work is
 * linear in its length. Not thread-safe.
 */
final class WireReader {
  /**
   * Parts ({@link #part()}) one message may hold. A part of two bytes costs up to 100 in memory.
   */
  static final int MOST_PARTS = 500_000;

  private static final int DEEPEST_GROUP = 100;

  private final byte[] bytes;
  private int position;
  private int end;
  private int parts;

  WireReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  /** The array that is read; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** The next field's number and wire type, {@code number << 3 | type}; 0 at the message's end. */
  int tag() {
    if (position == end) {
      return 0;
    }
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw malformed("field number 0");
    }
    return tag;
  }

  /** A varint of up to ten bytes. */
  long varint() {
    if (position < end) {
      byte first = bytes[position];
      if (first >= 0) {
        position++;
        return first;
      }
    }
    return longVarint();
  }

  /** A 32-bit field; negative numbers come as ten bytes. */
  int int32() {
    return (int) varint();
  }

  boolean bool() {
    return varint() != 0;
  }

  /** The length of a field of bytes, checked to lie inside the message. */
  int length() {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw malformed("a field of " + length + " bytes where " + (end - position) + " are left");
    }
    return (int) length;
  }

  /** Goes over {@code count} bytes and returns where they start. */
  int advance(int count) {
    if (count > end - position) {
      throw malformed("truncated");
    }
    int from = position;
    position += count;
    return from;
  }

  /** Enters the message in the field at hand; its end is the reader's until {@link #leave}. */
  int enter() {
    int length = length();
    int outerEnd = end;
    end = position + length;
    return outerEnd;
  }

  /** Leaves a message that was read to its end. */
  void leave(int outerEnd) {
    end = outerEnd;
  }

  /** Counts one element of a repeated field, so that few bytes cannot become very many objects. */
  void part() {
    if (++parts > MOST_PARTS) {
      throw new Fault.Invalid(
          "more than " + MOST_PARTS + " spans, references, tags and logs in one message");
    }
  }

  /** Goes over the value of a field nobody asked for. */
  void skip(int tag) {
    skip(tag, 0);
  }

  private void skip(int tag, int depth) {
    switch (tag & 7) {
      case 0 -> varint();
      case 1 -> advance(8);
      case 2 -> advance(length());
      case 3 -> skipGroup(tag >>> 3, depth + 1);
      case 5 -> advance(4);
      default -> throw malformed("wire type " + (tag & 7));
    }
  }

  private void skipGroup(int number, int depth) {
    if (depth > DEEPEST_GROUP) {
      throw malformed("groups nested deeper than " + DEEPEST_GROUP);
    }
    while (true) {
      int tag = tag();
      if (tag == 0) {
        throw malformed("truncated");
      }
      if ((tag & 7) == 4) {
        if (tag >>> 3 != number) {
          throw malformed("the end of a group that was not begun");
        }
        return;
      }
      skip(tag, depth);
    }
  }

  private long longVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position == end) {
        throw malformed("truncated");
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a varint longer than ten bytes");
  }

  private Fault.Invalid malformed(String what) {
    return new Fault.Invalid("not protobuf: " + what + " at byte " + position);
  }
}
