// SPDX-License-Identifier: Apache-2.0
package orrery.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import orrery.model.settings.Settings;

/**
 * Everything that is known about the settings of this start.
 *
 * @param <T> what was read, with defaults in the place of wrong values
 * @param problems each keeps the program from starting
 * @param warnings names that nobody knows, with the nearest one that is known
 * @param unsupported SkyWalking's names that Orrery does not read yet
 * @param table the settings in force
 */
public record Reading<T>(
    T value,
    List<String> problems,
    List<String> warnings,
    List<String> unsupported,
    List<Row> table) {

  /** One line of {@code orrery config}; secrets are masked already. */
  public record Row(String name, String value, String origin) {}

  public Reading {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    unsupported = List.copyOf(unsupported);
    table = List.copyOf(table);
  }

  /**
   * @param commandLine settings given as options, by their name
   * @param environment the process's
   * @param read declares and reads; only its problems count
   */
  public static <T> Reading<T> of(
      Map<String, String> commandLine,
      Map<String, String> environment,
      Function<Settings, T> read) {
    // A set: two rooms may read the same setting, and one mistake is told once.
    Set<String> problems = new LinkedHashSet<>();
    Map<String, String> file = new HashMap<>();
    String path =
        commandLine.getOrDefault(FILE_SETTING, environment.getOrDefault(FILE_SETTING, ""));
    if (!path.isBlank()) {
      List<String> ofFile = new ArrayList<>();
      file.putAll(ConfigurationFile.read(Path.of(path), ofFile));
      problems.addAll(ofFile);
    }
    Sources sources = new Sources(commandLine, environment, file);
    Settings settings = new Settings(sources::text);
    T value = read.apply(settings);
    problems.addAll(settings.problems());
    return judged(value, List.copyOf(problems), sources, settings);
  }

  private static final String FILE_SETTING = "SW_ORRERY_CONFIG";
  private static final String MASK = "********";

  private static <T> Reading<T> judged(
      T value, List<String> problems, Sources sources, Settings settings) {
    Set<String> known = new LinkedHashSet<>();
    Configuration.declareAll().forEach(setting -> known.add(setting.name()));
    settings.declared().forEach(setting -> known.add(setting.name()));
    known.add(FILE_SETTING);
    Set<String> upstream = UpstreamNames.load();
    List<String> warnings = new ArrayList<>();
    List<String> unsupported = new ArrayList<>();
    Set<String> candidates = new LinkedHashSet<>(known);
    candidates.addAll(upstream);
    for (String name : sources.unasked(known)) {
      if (upstream.contains(name)) {
        unsupported.add(name);
      } else {
        warnings.add(name + " is not a setting" + Settings.nearest(name, candidates));
      }
    }
    List<Row> table = new ArrayList<>();
    for (Settings.Setting setting : settings.declared()) {
      boolean masked = setting.secret() && !setting.value().isEmpty();
      table.add(
          new Row(setting.name(), masked ? MASK : setting.value(), sources.origin(setting.name())));
    }
    return new Reading<>(value, problems, warnings, unsupported, table);
  }
}
