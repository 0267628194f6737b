// SPDX-License-Identifier: Apache-2.0
package orrery.http;

import java.util.Locale;
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

  /** Whether a list such as {@code Accept-Encoding} names this, and not with {@code q=0}. */
  public boolean accepts(String header, String wanted) {
    return names(header(header), wanted);
  }

  static boolean names(@Nullable String list, String wanted) {
    if (list == null) {
      return false;
    }
    for (String item : list.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = item.strip().split("\\s*;\\s*", 2);
      if (parts[0].equals(wanted)) {
        return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }
}
