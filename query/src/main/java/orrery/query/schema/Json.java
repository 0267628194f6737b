// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON to and from plain maps, lists, texts, numbers, truth values and null. By streaming, without
 * data binding, which would cost a tenth of a second at the start.
 */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(100).maxNumberLength(400).build())
          .build();

  private Json() {}

  /**
   * The one value in these bytes.
   *
   * @throws Fault.Invalid when they are no JSON, or nested more than 100 deep
   */
  public static @Nullable Object parse(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new Fault.Invalid("the body is empty, expected JSON");
      }
      Object value = value(parser, token);
      if (parser.nextToken() != null) {
        throw new Fault.Invalid("the body goes on after its JSON value");
      }
      return value;
    } catch (JacksonException e) {
      throw new Fault.Invalid("the body is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The same of a text. */
  public static @Nullable Object parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * In UTF-8.
   *
   * @throws Fault.Overloaded when it would be more than {@code maxBytes}
   */
  public static byte[] bytes(@Nullable Object value, int maxBytes) {
    Bounded out = new Bounded(maxBytes);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, value);
    }
    return out.toByteArray();
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw new Fault.Invalid("the body is no JSON: it ends too early");
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      object.put(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser parser) {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(parser, token));
    }
    return array;
  }

  private static void write(JsonGenerator generator, @Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case String text -> generator.writeString(text);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Boolean flag -> generator.writeBoolean(flag);
      case Double number -> generator.writeNumber(number);
      case Float number -> generator.writeNumber(number);
      case BigInteger number -> generator.writeNumber(number);
      case BigDecimal number -> generator.writeNumber(number);
      case Map<?, ?> object -> {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
          generator.writeName(String.valueOf(entry.getKey()));
          write(generator, entry.getValue());
        }
        generator.writeEndObject();
      }
      case Iterable<?> array -> {
        generator.writeStartArray();
        for (Object item : array) {
          write(generator, item);
        }
        generator.writeEndArray();
      }
      default -> generator.writeString(value.toString());
    }
  }

  /** Collects bytes up to a bound. */
  private static final class Bounded extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final int maxBytes;

    Bounded(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    @Override
    public void write(int b) {
      room(1);
      bytes.write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      room(length);
      bytes.write(source, offset, length);
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }

    private void room(int length) {
      if (length > maxBytes - bytes.size()) {
        throw new Fault.Overloaded(
            "the answer is larger than "
                + maxBytes
                + " bytes; ask for less (limit, page size, shorter time)");
      }
    }
  }
}
