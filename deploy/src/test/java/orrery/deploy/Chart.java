// SPDX-License-Identifier: Apache-2.0
package orrery.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.Map;

/** The chart, rendered by Helm itself. */
final class Chart {
  static final Path FOLDER = Yaml.ROOT.resolve("deploy/helm/orrery");

  /** A current version, so that all kinds are there. */
  static final String KUBERNETES = "1.34.0";

  private Chart() {}

  /** With a file of values. */
  static String render(String release, Path values) {
    return command(release, KUBERNETES).withValuesFile(values).call();
  }

  /** With single values, as by {@code --set}; a value that Helm refuses is an exception. */
  static String render(String release, String kubernetes, Map<String, Object> values) {
    TemplateCommand command = command(release, kubernetes);
    values.forEach(command::set);
    return command.call();
  }

  private static TemplateCommand command(String release, String kubernetes) {
    return new Helm(FOLDER)
        .template()
        .withName(release)
        .withNamespace("skywalking")
        .withKubeVersion(kubernetes);
  }
}
