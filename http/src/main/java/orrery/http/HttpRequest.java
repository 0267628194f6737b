// SPDX-License-Identifier: Apache-2.0
package orrery.http;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request, read to its end.
 *
 * @param path decoded, without the query
 * @param headers a header's value by its name in any case, null when it was not sent
 * @param body already inflated where the client had compressed it; at most what {@link
 *     HttpPort.Options#maxBodyBytes()} allows
 */
public record HttpRequest(
    String method, String path, UnaryOperator<@Nullable String> headers, byte[] body) {

  public @Nullable String header(String name) {
    return headers.apply(name);
  }
}
