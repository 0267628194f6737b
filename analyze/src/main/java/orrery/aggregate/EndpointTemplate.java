// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.regex.Pattern;

/**
 * What an endpoint's name looks like without the parts that name a single thing: {@code
 * /order/4711/items?page=2} is {@code /order/{id}/items}. Works on the parts between slashes; only
 * used once a service has more endpoints than its budget, so a wrong guess costs little.
 */
final class EndpointTemplate {
  static final String ID = "{id}";
  private static final int LONG_TOKEN = 20;
  private static final int LONGEST_WORD = 40;
  private static final int SHORTEST_HEX = 8;

  private static final Pattern DIGITS = Pattern.compile("\\p{N}{2,}");

  private EndpointTemplate() {}

  /** The template; the name itself when nothing in it looks like an id. */
  static String of(String name) {
    int query = name.indexOf('?');
    String path = query < 0 ? name : name.substring(0, query);
    StringBuilder template = new StringBuilder(path.length());
    int start = 0;
    while (true) {
      int slash = path.indexOf('/', start);
      String part = slash < 0 ? path.substring(start) : path.substring(start, slash);
      template.append(fold(part));
      if (slash < 0) {
        return template.toString();
      }
      template.append('/');
      start = slash + 1;
    }
  }

  private static String fold(String part) {
    if (part.isEmpty()) {
      return part;
    }
    int digits = 0;
    boolean hex = true;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      digits += Character.isDigit(c) ? 1 : 0;
      hex &= Character.digit(c, 16) >= 0 || c == '-';
    }
    boolean id =
        digits == part.length()
            || (digits > 0 && hex && part.length() >= SHORTEST_HEX)
            || (digits > 0 && part.length() >= LONG_TOKEN)
            || part.length() > LONGEST_WORD;
    return id ? ID : DIGITS.matcher(part).replaceAll(ID);
  }
}
