// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import orrery.model.Fault;

/**
 * Cuts a JSON text into its reports, an array into its elements, without reading them: so one bad
 * element does not cost its neighbours. Only brackets and strings are looked at.
 */
final class JsonSlices {
  /** Elements of one body; more are refused as a whole. */
  static final int MOST = 100_000;

  private final byte[] body;
  private int position;

  private JsonSlices(byte[] body) {
    this.body = body;
  }

  /**
   * The elements of an array, or the one value there is.
   *
   * @throws Fault.Invalid when brackets or strings are left open, or something follows the end
   */
  static List<String> of(byte[] body) {
    return new JsonSlices(body).slices();
  }

  private List<String> slices() {
    List<String> slices = new ArrayList<>();
    if (next() != '[') {
      slices.add(slice());
    } else {
      position++;
      while (next() != ']') {
        slices.add(slice());
        if (slices.size() > MOST) {
          throw new Fault.Invalid("more than " + MOST + " reports in one request");
        }
        if (next() == ',') {
          position++;
        } else if (next() != ']') {
          throw malformed("expected , or ]");
        }
      }
      position++;
    }
    if (next() != 0) {
      throw malformed("expected nothing more");
    }
    return slices;
  }

  /** The text from here to the comma or bracket that ends this value. */
  private String slice() {
    int from = position;
    int depth = 0;
    while (position < body.length) {
      byte at = body[position];
      if (depth == 0 && (at == ',' || at == ']' || at == '}')) {
        break;
      }
      if (at == '"') {
        string();
        continue;
      }
      if (at == '{' || at == '[') {
        depth++;
      } else if (at == '}' || at == ']') {
        depth--;
      }
      position++;
      if (depth == 0 && (at == '}' || at == ']')) {
        break;
      }
    }
    if (depth > 0) {
      throw malformed("the text ends inside an object or array");
    }
    String slice = new String(body, from, position - from, StandardCharsets.UTF_8);
    if (slice.isBlank()) {
      throw malformed("expected an object");
    }
    return slice;
  }

  private void string() {
    position++;
    while (position < body.length && body[position] != '"') {
      position += body[position] == '\\' ? 2 : 1;
    }
    if (position >= body.length) {
      throw malformed("the text ends inside a string");
    }
    position++;
  }

  /** The next byte that is not white space, without going over it; 0 at the end. */
  private int next() {
    while (position < body.length
        && (body[position] == ' '
            || body[position] == '\n'
            || body[position] == '\r'
            || body[position] == '\t')) {
      position++;
    }
    return position < body.length ? body[position] : 0;
  }

  private Fault.Invalid malformed(String what) {
    return new Fault.Invalid("not JSON: " + what + ", at byte " + Math.min(position, body.length));
  }
}
