// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where runs leave their data and logs: {@code target/e2e}, kept for a look after a failure. */
final class Scratch {
  private static final Path ROOT = Path.of("target", "e2e").toAbsolutePath();

  private Scratch() {}

  /** A new, empty directory. */
  static Path directory(String prefix) {
    try {
      Files.createDirectories(ROOT);
      return Files.createTempDirectory(ROOT, prefix + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The place of a file that need not exist. */
  static Path file(String name) {
    try {
      return Files.createDirectories(ROOT).resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
