// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.model.settings.Settings;

/**
 * @param addresses where OAP servers answer GraphQL; at least one
 */
public record UiSettings(String host, int port, List<URI> addresses) {

  public UiSettings {
    addresses = List.copyOf(addresses);
  }

  public static UiSettings read(Settings settings) {
    return new UiSettings(
        settings.text("SW_SERVER_HOST", "0.0.0.0", "Address the UI listens on"),
        settings.port("SW_SERVER_PORT", 8080, "Port of the UI"),
        addresses(
            settings,
            settings.list(
                "SW_OAP_ADDRESS",
                "http://127.0.0.1:12800",
                "OAP servers the UI asks, each with its scheme; `orrery up` asks its own")));
  }

  private static List<URI> addresses(Settings settings, List<String> texts) {
    List<URI> addresses = new ArrayList<>();
    for (String text : texts) {
      URI address = parse(text);
      if (address == null) {
        settings.problem(
            "SW_OAP_ADDRESS=\""
                + text
                + "\" cannot be used: expected addresses like http://oap:12800, separated by"
                + " commas");
      } else {
        addresses.add(address);
      }
    }
    return addresses.isEmpty() ? List.of(URI.create("http://127.0.0.1:12800")) : addresses;
  }

  private static @Nullable URI parse(String text) {
    try {
      URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      return web && address.getHost() != null ? address : null;
    } catch (IllegalArgumentException e) {
      return null; // the caller reports it, with the setting's name
    }
  }
}
