// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * JSON being written, as UTF-8. The caller writes the punctuation; this writes numbers and texts as
 * JSON has them. Not thread-safe.
 */
final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;

  JsonBytes(int expectedLength) {
    bytes = new byte[expectedLength];
  }

  /** Plain ASCII, as it is. */
  @SuppressWarnings("deprecation") // the one method that copies ASCII without encoding
  JsonBytes raw(String ascii) {
    int more = ascii.length();
    reserve(more);
    ascii.getBytes(0, more, bytes, length);
    length += more;
    return this;
  }

  /** Text that is JSON already. */
  JsonBytes json(JsonBytes other) {
    reserve(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
    return this;
  }

  /** Text that is JSON already, of any characters. */
  JsonBytes utf8(String json) {
    byte[] more = json.getBytes(StandardCharsets.UTF_8);
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  JsonBytes number(long number) {
    return raw(Long.toString(number));
  }

  /** A text in quotes. Half of a surrogate pair becomes a question mark. */
  JsonBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    reserve(2 + 6 * utf8.length);
    bytes[length++] = '"';
    for (byte each : utf8) {
      if (each == '"' || each == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = each;
      } else if (each >= 0 && each < ' ') {
        raw("\\u00");
        bytes[length++] = HEX[each >> 4];
        bytes[length++] = HEX[each & 15];
      } else {
        bytes[length++] = each;
      }
    }
    bytes[length++] = '"';
    return this;
  }

  /** Bytes as base64 in quotes. */
  JsonBytes base64(byte[] content) {
    byte[] encoded = Base64.getEncoder().encode(content);
    reserve(encoded.length + 2);
    bytes[length++] = '"';
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
    bytes[length++] = '"';
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
