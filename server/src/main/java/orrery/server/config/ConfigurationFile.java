// SPDX-License-Identifier: Apache-2.0
package orrery.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** A YAML file of {@code SW_NAME: value} lines. */
final class ConfigurationFile {
  private ConfigurationFile() {}

  /** Reads it; whatever is wrong goes to {@code problems}, what is right is returned. */
  static Map<String, String> read(Path path, List<String> problems) {
    Object content;
    try {
      // Every scalar stays the text that was written: 010 and yes mean what they say.
      LoadSettings plain =
          LoadSettings.builder().setSchema(new FailsafeSchema()).setLabel(path.toString()).build();
      Iterator<Object> documents =
          new Load(plain).loadAllFromString(Files.readString(path)).iterator();
      content = documents.hasNext() ? documents.next() : Map.of(); // blank, or comments only
    } catch (NoSuchFileException e) {
      problems.add(
          path + " does not exist; give the settings file by --config or SW_ORRERY_CONFIG");
      return Map.of();
    } catch (IOException e) {
      problems.add(path + " cannot be read: " + e);
      return Map.of();
    } catch (YamlEngineException e) {
      problems.add(path + " is not valid YAML: " + e.getMessage());
      return Map.of();
    }
    if (!(content instanceof Map<?, ?> entries)) {
      problems.add(path + " must hold lines like SW_CORE_REST_PORT: 12800");
      return Map.of();
    }
    return flat(path, entries, problems);
  }

  private static Map<String, String> flat(Path path, Map<?, ?> entries, List<String> problems) {
    Map<String, String> settings = new LinkedHashMap<>();
    entries.forEach((name, value) -> {
      if (value instanceof String text) {
        settings.put(String.valueOf(name), text);
      } else if (value != null) {
        problems.add(
            path
                + ": "
                + name
                + " must be one value; write SW_ names as in the environment, one a line");
      }
    });
    return settings;
  }
}
