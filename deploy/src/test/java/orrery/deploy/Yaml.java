// SPDX-License-Identifier: Apache-2.0
package orrery.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML as maps, lists and scalars. */
final class Yaml {
  /** The repository. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Yaml() {}

  static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All documents but the empty ones. */
  static List<Map<?, ?>> documents(String text) {
    List<Map<?, ?>> documents = new ArrayList<>();
    for (Object document :
        new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
            .loadAllFromString(text)) {
      if (document != null) {
        documents.add((Map<?, ?>) document);
      }
    }
    return documents;
  }

  /** What is at a path of keys; fails where there is nothing. */
  static Object at(Object document, String... path) {
    Object found = document;
    for (String key : path) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
      if (found == null) {
        throw new AssertionError("nothing at " + String.join(".", path) + " in " + document);
      }
    }
    return found;
  }

  /** {@code Deployment skywalking-oap}. */
  static String nameOf(Object document) {
    return at(document, "kind") + " " + at(document, "metadata", "name");
  }
}
