// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.net.URI;
import orrery.model.settings.Settings;

/**
 * Which InfluxDB.
 *
 * @param url scheme, host and port, and a path where a proxy wants one
 * @param user blank where the server asks for none
 */
public record InfluxSettings(URI url, String user, String password, String database) {
  private static final String URL = "SW_STORAGE_INFLUXDB_URL";
  private static final String DATABASE = "SW_STORAGE_INFLUXDB_DATABASE";
  private static final String DEFAULT_URL = "http://localhost:8086";
  private static final String DEFAULT_DATABASE = "skywalking";

  /** Reads the settings. */
  public static InfluxSettings read(Settings settings) {
    String database =
        settings.text(DATABASE, DEFAULT_DATABASE, "Database in InfluxDB, made when missing");
    if (!database.matches("[A-Za-z0-9_.-]{1,64}")) {
      settings.problem(
          DATABASE
              + "=\""
              + database
              + "\" cannot be used: up to 64 letters, digits, underscores, dots, hyphens");
      database = DEFAULT_DATABASE;
    }
    return new InfluxSettings(
        url(settings),
        settings.text("SW_STORAGE_INFLUXDB_USER", "", "User of InfluxDB; blank for none"),
        settings.secret("SW_STORAGE_INFLUXDB_PASSWORD", "Password of InfluxDB; a token for 2.x"),
        database);
  }

  private static URI url(Settings settings) {
    String text =
        settings.text(URL, DEFAULT_URL, "Where InfluxDB is, for SW_STORAGE=influxdb").strip();
    try {
      URI url = URI.create(text.replaceAll("/+$", ""));
      if (String.valueOf(url.getScheme()).matches("https?")
          && url.getHost() != null
          && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // told below
    }
    settings.problem(
        URL
            + " cannot be used: expected an address without user and password such as "
            + DEFAULT_URL);
    return URI.create(DEFAULT_URL);
  }

  /** Where it is, without anything secret. */
  public String place() {
    return "database " + database + " at " + url;
  }

  @Override
  public String toString() {
    return place();
  }
}
