// SPDX-License-Identifier: Apache-2.0

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of helm's command line as the tests need, over Helm as a library: see helm.sh. */
final class HelmCommand {
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<Path> files = new ArrayList<>();
  private final Path cluster = Path.of(System.getenv().getOrDefault("KUBECONFIG", "none"));
  private String namespace = "default";

  private HelmCommand(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "-n", "--namespace" -> namespace = args[++i];
        case "-f", "--values" -> files.add(Path.of(args[++i]));
        case "--set" -> {
          String[] pair = args[++i].split("=", 2);
          values.put(pair[0], pair[1]);
        }
        default -> {
          if (!args[i].startsWith("--")) { // --wait, --create-namespace: always so here
            words.add(args[i]);
          }
        }
      }
    }
  }

  public static void main(String[] args) {
    try {
      new HelmCommand(args).run();
    } catch (RuntimeException e) {
      System.err.println("Error: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() {
    switch (words.get(0)) {
      case "install" -> {
        var install = new Helm(Path.of(words.get(2))).install();
        install.withName(words.get(1)).withNamespace(namespace).createNamespace();
        install.withKubeConfig(cluster).waitReady().withTimeout(300);
        values.forEach(install::set);
        files.forEach(install::withValuesFile);
        tell(install.call());
      }
      case "upgrade" -> {
        var upgrade = new Helm(Path.of(words.get(2))).upgrade();
        upgrade.withName(words.get(1)).withNamespace(namespace).withKubeConfig(cluster);
        upgrade.waitReady().withTimeout(300);
        values.forEach(upgrade::set);
        files.forEach(upgrade::withValuesFile);
        tell(upgrade.call());
      }
      case "test" ->
          tell(
              Helm.test(words.get(1))
                  .withNamespace(namespace)
                  .withKubeConfig(cluster)
                  .withTimeout(120)
                  .call());
      case "status" ->
          tell(Helm.status(words.get(1)).withNamespace(namespace).withKubeConfig(cluster).call());
      case "history" ->
          Helm.history(words.get(1))
              .withNamespace(namespace)
              .withKubeConfig(cluster)
              .call()
              .forEach(line -> System.out.println(line.getRevision() + " " + line.getStatus()));
      case "uninstall" ->
          System.out.println(
              Helm.uninstall(words.get(1)).withNamespace(namespace).withKubeConfig(cluster).call());
      default -> throw new IllegalArgumentException("no command " + words.get(0));
    }
  }

  private static void tell(Release release) {
    System.out.printf(
        "%s revision %s: %s%n", release.getName(), release.getRevision(), release.getStatus());
    if (release.getOutput() != null) {
      System.out.println(release.getOutput());
    }
  }
}
