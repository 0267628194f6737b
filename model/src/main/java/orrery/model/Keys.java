// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Short fixed-size keys for long names: the first eight bytes of SHA-256. Rows carry the key, the
 * catalogue the name. Among a million names two collide with a chance of one in thirty million; a
 * hostile client cannot provoke one cheaply.
 */
public final class Keys {
  private static final MessageDigest SHA_256 = sha256();

  private Keys() {}

  /** The key of a text, the same on every node and in every version. */
  public static long of(String text) {
    MessageDigest digest;
    try {
      digest = (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's SHA-256 can be cloned", e);
    }
    return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
