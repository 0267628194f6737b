// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the numbers are called by which agents name components (libraries and servers), and what the
 * server on the other side of a client library is called.
 */
public final class ComponentLibrary {
  /** What an unknown number is called. */
  public static final String UNKNOWN = "N/A";

  private static final int USUAL_PRIORITY = 50;
  private static final String RESOURCE = "/orrery/query/components.txt";

  private final Map<Integer, Component> components;

  private ComponentLibrary(Map<Integer, Component> components) {
    this.components = components;
  }

  /**
   * @param priority how near it is to the user's code: of several, the highest tells most
   * @param server what a service is called that answers this component's calls
   */
  private record Component(String name, int priority, String server) {}

  /** Reads the list that comes in the jar. */
  public static ComponentLibrary load() {
    try (InputStream in =
            Objects.requireNonNull(
                ComponentLibrary.class.getResourceAsStream(RESOURCE), RESOURCE + " is missing");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Map<Integer, Component> components = new HashMap<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          add(line, components);
        }
      }
      return new ComponentLibrary(components);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  public String name(int number) {
    Component component = components.get(number);
    return component == null ? UNKNOWN : component.name;
  }

  /** From 0 (far from the user's code) to 100. */
  public int priority(int number) {
    Component component = components.get(number);
    return component == null ? USUAL_PRIORITY : component.priority;
  }

  /**
   * What answers calls of this component: of Jedis, Redis; of what is no client library, itself.
   */
  public String server(int number) {
    Component component = components.get(number);
    return component == null ? UNKNOWN : component.server;
  }

  int size() {
    return components.size();
  }

  private static void add(String line, Map<Integer, Component> components) {
    String[] words = line.split(" ", -1);
    int priority = USUAL_PRIORITY;
    String server = words[1];
    for (int i = 2; i < words.length; i++) {
      if (words[i].startsWith(">")) {
        server = words[i].substring(1);
      } else {
        priority = Integer.parseInt(words[i]);
      }
    }
    components.put(Integer.valueOf(words[0]), new Component(words[1], priority, server));
  }
}
