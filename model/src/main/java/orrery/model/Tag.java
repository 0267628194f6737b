// SPDX-License-Identifier: Apache-2.0
package orrery.model;

/** One key and value on a span, a log line or an instance. */
public record Tag(String key, String value) {

  /** The form tags are searched by: {@code key=value}. */
  public String text() {
    return key + '=' + value;
  }
}
