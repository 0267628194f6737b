// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON that InfluxDB answers a statement with, piece by piece as it arrives. */
final class Answer {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  private final JsonParser parser;
  private final Series series;
  private String refusal = "";

  /** Takes rows. */
  @FunctionalInterface
  interface Series {
    /**
     * @param tags of the series the row belongs to
     * @param row a text per column, null where there is no value; times and numbers in decimal
     */
    void row(Map<String, String> tags, List<@Nullable String> row);
  }

  private Answer(JsonParser parser, Series series) {
    this.parser = parser;
    this.series = series;
  }

  /** Reads to the end; gives what was refused, or nothing. */
  static String read(InputStream body, Series series) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      Answer answer = new Answer(parser, series);
      while (answer.next() != null) {
        answer.object("");
      }
      return answer.refusal;
    } catch (JacksonException broken) {
      throw new UncheckedIOException(new java.io.IOException(broken.getOriginalMessage()));
    }
  }

  private @Nullable JsonToken next() {
    return parser.nextToken();
  }

  /**
   * An object or array of any level; series are handed out, errors kept, all else is passed over.
   */
  private void object(String name) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      if (name.equals("series")) {
        oneSeries();
        return;
      }
      while (next() == JsonToken.PROPERTY_NAME) {
        String property = parser.currentName();
        next();
        object(property);
      }
    } else if (token == JsonToken.START_ARRAY) {
      while (next() != JsonToken.END_ARRAY) {
        object(name);
      }
    } else if (name.equals("error")) {
      refusal = parser.getString();
    }
  }

  private void oneSeries() {
    Map<String, String> tags = new HashMap<>();
    while (next() == JsonToken.PROPERTY_NAME) {
      String property = parser.currentName();
      next();
      switch (property) {
        case "tags" -> {
          while (next() == JsonToken.PROPERTY_NAME) {
            String tag = parser.currentName();
            next();
            tags.put(tag, parser.getString());
          }
        }
        case "values" -> values(tags);
        default -> parser.skipChildren();
      }
    }
  }

  private void values(Map<String, String> tags) {
    while (next() == JsonToken.START_ARRAY) {
      List<@Nullable String> row = new ArrayList<>();
      for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
        row.add(token == JsonToken.VALUE_NULL ? null : parser.getString());
      }
      series.row(tags, row);
    }
  }
}
