// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.nio.charset.StandardCharsets;

/**
 * What a room answers to an HTTP request it was handed: rooms decide what is said, {@code server}
 * owns the sockets.
 *
 * @param body owned by the answer
 */
public record HttpAnswer(int status, String contentType, byte[] body) {

  /** A JSON text. */
  public static HttpAnswer json(int status, String text) {
    return new HttpAnswer(
        status, "application/json;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }
}
