// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version the build wrote down. */
final class Version {
  private Version() {}

  static String read() {
    try (InputStream in = Version.class.getResourceAsStream("/orrery/server/version.txt")) {
      if (in == null) {
        throw new IllegalStateException("orrery/server/version.txt is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
