// SPDX-License-Identifier: Apache-2.0
package orrery.server.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings as they were given: command line over environment over file. */
record Sources(
    Map<String, String> commandLine, Map<String, String> environment, Map<String, String> file) {

  static final String PREFIX = "SW_";

  /** What agents read from their own environment; a shared env file is no mistake. */
  private static final String AGENT_PREFIX = "SW_AGENT_";

  Sources {
    commandLine = Map.copyOf(commandLine);
    environment = Map.copyOf(environment);
    file = Map.copyOf(file);
  }

  @Nullable String text(String name) {
    for (Map<String, String> source : List.of(commandLine, environment, file)) {
      String text = source.get(name);
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  /** Where the value in force comes from, for {@code orrery config}. */
  String origin(String name) {
    for (var source :
        List.of(
            Map.entry("command line", commandLine),
            Map.entry("environment", environment),
            Map.entry("file", file))) {
      String text = source.getValue().get(name);
      if (text != null && !text.isBlank()) {
        return source.getKey();
      }
    }
    return "default";
  }

  /** Names that were given although nobody asks for them, sorted. */
  Collection<String> unasked(Collection<String> asked) {
    TreeSet<String> names = new TreeSet<>(file.keySet());
    for (String name : environment.keySet()) {
      // SW_AGENT_ANALYZER is the one name of ours that starts like the agents'.
      if (name.startsWith(PREFIX)
          && (!name.startsWith(AGENT_PREFIX) || name.equals("SW_AGENT_ANALYZER"))) {
        names.add(name);
      }
    }
    names.removeAll(asked);
    return names;
  }
}
