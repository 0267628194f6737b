// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.nio.charset.StandardCharsets;

/**
 * The payload of a {@link Schema#SLOW_STATEMENT} row.
 *
 * @param traceId where it was seen
 * @param statement as the agent reported it, cut to {@value #MAX_LENGTH} characters
 */
public record SlowStatement(String traceId, String statement) {
  public static final int MAX_LENGTH = 2048;

  /** The stored form: trace id, line feed, statement, in UTF-8. */
  public byte[] toBytes() {
    return (traceId.replace('\n', ' ') + '\n' + statement).getBytes(StandardCharsets.UTF_8);
  }

  public static SlowStatement ofBytes(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int line = Math.max(text.indexOf('\n'), 0);
    return new SlowStatement(
        text.substring(0, line), text.substring(Math.min(line + 1, text.length())));
  }
}
