// SPDX-License-Identifier: Apache-2.0
package orrery.http;

import java.util.Map;
import orrery.model.HttpAnswer;

/**
 * An answer with the headers that go with it. Length and type are added later, and compression
 * unless the headers name a {@code Content-Encoding}.
 */
public record HttpReply(HttpAnswer answer, Map<String, String> headers) {

  public static HttpReply of(HttpAnswer answer) {
    return new HttpReply(answer, Map.of());
  }
}
