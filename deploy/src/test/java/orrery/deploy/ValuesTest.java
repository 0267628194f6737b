// SPDX-License-Identifier: Apache-2.0
package orrery.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The values, their schema and their document say the same. */
class ValuesTest {
  private static final Path DOCUMENT = Yaml.ROOT.resolve("docs/deploy/values.md");

  private static JsonObject schema() {
    return JsonParser.parseString(Yaml.text(Chart.FOLDER.resolve("values.schema.json")))
        .getAsJsonObject();
  }

  private static Map<?, ?> values() {
    return Yaml.documents(Yaml.text(Chart.FOLDER.resolve("values.yaml"))).getFirst();
  }

  @Test
  void everyValueHasItsSchemaAndTheOtherWayRound() {
    List<String> different = new ArrayList<>();
    compare("", values(), schema(), different);
    assertThat(different).isEmpty();
  }

  private static void compare(
      String path, Map<?, ?> values, JsonObject schema, List<String> different) {
    JsonObject properties = schema.getAsJsonObject("properties");
    assertThat(schema.get("additionalProperties").getAsBoolean()).as(path).isFalse();
    values.forEach((key, value) -> {
      String name = path + key;
      if (!properties.has((String) key)) {
        different.add(name + " has no schema");
      } else if (value instanceof Map<?, ?> inner
          && properties.getAsJsonObject((String) key).has("properties")) {
        compare(name + ".", inner, properties.getAsJsonObject((String) key), different);
      }
    });
    for (String key : properties.keySet()) {
      if (!values.containsKey(key) && !(path + key).equals("global")) {
        different.add(path + key + " has no value");
      }
    }
  }

  @Test
  void everyValueIsDocumented() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            <!-- Written from values.schema.json and values.yaml; a test fails when they differ. -->

            # Values of the chart

            | value | default | what it does |
            |---|---|---|
            """);
    List<String> silent = new ArrayList<>();
    rows("", values(), schema(), text, silent);
    assertThat(silent).as("values without a description").isEmpty();
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(DOCUMENT, text.toString());
    }
    assertThat(Yaml.text(DOCUMENT)).isEqualTo(text.toString());
  }

  private static void rows(
      String path, Map<?, ?> values, JsonObject schema, StringBuilder text, List<String> silent) {
    for (Map.Entry<String, JsonElement> property :
        schema.getAsJsonObject("properties").entrySet()) {
      String name = path + property.getKey();
      JsonObject described = property.getValue().getAsJsonObject();
      Object value = values.get(property.getKey());
      if (described.has("properties")) {
        rows(name + ".", (Map<?, ?>) Yaml.at(values, property.getKey()), described, text, silent);
        continue;
      }
      if (!described.has("description")) {
        silent.add(name);
        continue;
      }
      String shown = value == null ? "" : value.toString();
      text.append(
          "| `%s` | %s | %s |%n"
              .formatted(
                  name,
                  shown.isEmpty() ? "" : "`" + shown + "`",
                  described.get("description").getAsString().replace("|", "\\|")));
    }
  }
}
