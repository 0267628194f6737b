// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import orrery.model.Fault;

/** The one place where what InfluxDB refuses becomes a fault. */
final class Refusals {
  private static final int MAX_SHOWN = 300;

  private Refusals() {}

  /** The database or its policy is not there; it can be made. */
  static boolean isMissingPlace(Fault fault) {
    String message = String.valueOf(fault.getMessage());
    return message.contains("database not found") || message.contains("retention policy not found");
  }

  /**
   * @throws Fault unless the status says that all is well
   */
  static void check(InfluxSettings settings, int status, String body) {
    if (status != 200 && status != 204) {
      throw of(settings, status, body);
    }
  }

  static Fault of(InfluxSettings settings, int status, String body) {
    String said = shown(body);
    String where = "InfluxDB at " + settings.url() + " ";
    if (status == 401 || status == 403 || said.contains("authorization failed")) {
      return new Fault.Unavailable(
          where
              + "refuses the login of user \""
              + settings.user()
              + "\": "
              + said
              + "; check SW_STORAGE_INFLUXDB_USER and SW_STORAGE_INFLUXDB_PASSWORD");
    }
    if (said.contains("max-series-per-database") || said.contains("max-values-per-tag")) {
      return new Fault.Unavailable(
          where + "takes no more series: " + said + "; raise that limit in influxdb.conf");
    }
    if (said.contains("no space left")) {
      return new Fault.Unavailable(
          where + "has a full disk: " + said + "; make room, then start it again: 1.x needs that");
    }
    if (status == 429 || said.contains("cache-max-memory-size") || said.contains("max-select-")) {
      return new Fault.Overloaded(where + "asks for less: " + said);
    }
    if (status == 413 || said.contains("field type conflict") || said.contains("unable to parse")) {
      return new Fault.Invalid(where + "can never take this: " + said);
    }
    return new Fault.Unavailable(where + "refuses (" + status + "): " + said);
  }

  private static String shown(String body) {
    String flat = body.strip().replace("\\\"", "\"").replaceAll("\\s+", " ");
    return flat.length() <= MAX_SHOWN ? flat : flat.substring(0, MAX_SHOWN) + "…";
  }
}
