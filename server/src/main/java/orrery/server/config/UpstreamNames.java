// SPDX-License-Identifier: Apache-2.0
package orrery.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The names SkyWalking reads: carried over by users, so never called a misspelling. */
final class UpstreamNames {
  private UpstreamNames() {}

  static Set<String> load() {
    String resource = "/orrery/server/upstream-settings.txt";
    try (InputStream in = UpstreamNames.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(Sources.PREFIX))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
