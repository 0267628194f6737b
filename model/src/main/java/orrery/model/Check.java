// SPDX-License-Identifier: Apache-2.0
package orrery.model;

/**
 * One answer to "does this part work?": shown by {@code /healthcheck}, {@code checkHealth} and
 * later by the doctor.
 *
 * @param name of the part, a word of lower case letters and underscores ({@code storage_sqlite})
 * @param detail what was found and what to do about it; may be blank when healthy
 */
public record Check(String name, boolean healthy, String detail) {
  public static Check healthy(String name) {
    return new Check(name, true, "");
  }

  public static Check unhealthy(String name, String detail) {
    return new Check(name, false, detail);
  }
}
