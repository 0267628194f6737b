// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;

/**
 * Arguments of a field, or the fields of an input object. The schema has checked types and
 * non-nulls already; what is missing here is missing because the schema allows it.
 */
public final class Arguments {
  private final Map<String, ? extends @Nullable Object> values;

  private Arguments(Map<String, ? extends @Nullable Object> values) {
    this.values = values;
  }

  public static Arguments of(DataFetchingEnvironment environment) {
    return new Arguments(environment.getArguments());
  }

  /** Of values at hand, as an input object has them. */
  public static Arguments of(Map<String, ? extends @Nullable Object> values) {
    return new Arguments(values);
  }

  /**
   * A text, ID or enum name that must be there.
   *
   * @throws Fault.Invalid when it is not
   */
  public String text(String name) {
    String text = optionalText(name);
    if (text == null) {
      throw new Fault.Invalid("argument \"" + name + "\" is missing");
    }
    return text;
  }

  /** A text, ID or enum name; null when not given. */
  public @Nullable String optionalText(String name) {
    Object value = values.get(name);
    return value == null ? null : value.toString();
  }

  /** A text, ID or enum name; the default when not given. */
  public String text(String name, String defaultValue) {
    String text = optionalText(name);
    return text == null ? defaultValue : text;
  }

  /** A whole number; the default when not given. */
  public int number(String name, int defaultValue) {
    return values.get(name) instanceof Number number ? number.intValue() : defaultValue;
  }

  /** A truth value; the default when not given. */
  public boolean flag(String name, boolean defaultValue) {
    return values.get(name) instanceof Boolean flag ? flag : defaultValue;
  }

  /** Whether it is given and not null. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  /**
   * An input object that must be there.
   *
   * @throws Fault.Invalid when it is not
   */
  public Arguments object(String name) {
    Arguments object = optionalObject(name);
    if (object == null) {
      throw new Fault.Invalid("argument \"" + name + "\" is missing");
    }
    return object;
  }

  /** An input object; null when not given. */
  public @Nullable Arguments optionalObject(String name) {
    return values.get(name) instanceof Map<?, ?> object ? ofFields(object) : null;
  }

  /** A list of input objects; empty when not given. */
  public List<Arguments> objects(String name) {
    List<Arguments> objects = new ArrayList<>();
    if (values.get(name) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> object) {
          objects.add(ofFields(object));
        }
      }
    }
    return objects;
  }

  /** A list of texts, IDs or enum names; empty when not given, without nulls. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (values.get(name) instanceof List<?> items) {
      for (Object item : items) {
        if (item != null) {
          texts.add(item.toString());
        }
      }
    }
    return texts;
  }

  /** A list of whole numbers; empty when not given, without nulls. */
  public List<Integer> numbers(String name) {
    List<Integer> numbers = new ArrayList<>();
    if (values.get(name) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Number number) {
          numbers.add(number.intValue());
        }
      }
    }
    return numbers;
  }

  @SuppressWarnings("unchecked") // the engine builds input objects as maps by field name
  private static Arguments ofFields(Map<?, ?> object) {
    return new Arguments((Map<String, ? extends @Nullable Object>) object);
  }
}
