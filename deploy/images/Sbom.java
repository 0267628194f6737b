// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the bill of materials of an image (CycloneDX 1.6, JSON) to stdout: the jars, the Java
 * runtime and the base system's packages.
 *
 * <p>Arguments: the image's name, its version, Maven's list of dependencies. Stdin: what the image
 * holds, in three parts with a line {@code ==} between: {@code sha256sum} of the jars, Java's
 * release file, dpkg's status.
 */
final class Sbom {
  private final Map<String, String[]> coordinates = new HashMap<>();
  private final List<String> components = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    String[] parts =
        new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^==\\R", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "stdin must have three parts; the image could not be read");
    }
    Sbom sbom = new Sbom();
    sbom.readCoordinates(Files.readAllLines(Path.of(args[2])), args[1]);
    parts[0].lines().forEach(sbom::jar);
    sbom.java(parts[1]);
    sbom.packages(parts[2]);
    System.out.printf(
        """
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
         "metadata": {"component": {"type": "container", "name": "%s", "version": "%s"}},
         "components": [
        %s
        ]}
        """,
        text(args[0]), text(args[1]), String.join(",\n", sbom.components));
  }

  /** Lines such as {@code io.grpc:grpc-api:jar:1.83.0:compile}. */
  private void readCoordinates(List<String> lines, String version) {
    for (String line : lines) {
      String[] words = line.strip().split(" ")[0].replaceAll("\\u001b\\[[0-9;]*m", "").split(":");
      if (words.length >= 5) {
        coordinates.put(words[1] + "-" + words[words.length - 2] + ".jar", words);
      }
    }
    String server = "orrery-server";
    coordinates.put(
        server + "-" + version + ".jar",
        new String[] {"orrery", server, "jar", version, "compile"});
  }

  private void jar(String line) {
    String[] words = line.split(" +", 2);
    String[] names = coordinates.get(words[1]);
    if (names == null) {
      throw new IllegalStateException(words[1] + " is in the image but not in Maven's list");
    }
    String version = names[names.length - 2];
    components.add(
        """
        {"type": "library", "group": "%s", "name": "%s", "version": "%s", \
        "purl": "pkg:maven/%s/%s@%s", "hashes": [{"alg": "SHA-256", "content": "%s"}]}\
        """
            .formatted(
                text(names[0]),
                text(names[1]),
                text(version),
                names[0],
                names[1],
                version,
                words[0]));
  }

  private void java(String release) {
    String version = value(release, "(?m)^JAVA_VERSION=\"(.*)\"$");
    components.add(
        "{\"type\": \"platform\", \"name\": \"OpenJDK\", \"version\": \"%s\"}"
            .formatted(text(version)));
  }

  private void packages(String status) {
    for (String entry : status.split("\\R\\R")) {
      if (!entry.contains("\nStatus: install ok installed")) {
        continue;
      }
      String name = value("\n" + entry, "(?m)^Package: (.*)$");
      String version = value(entry, "(?m)^Version: (.*)$");
      String architecture = value(entry, "(?m)^Architecture: (.*)$");
      components.add(
          """
          {"type": "library", "name": "%s", "version": "%s", "purl": "pkg:deb/debian/%s@%s?arch=%s"}\
          """
              .formatted(
                  text(name),
                  text(version),
                  name,
                  version.replace(":", "%3A").replace("+", "%2B"),
                  architecture));
    }
  }

  private static String value(String text, String pattern) {
    var matcher = java.util.regex.Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("nothing matches " + pattern);
    }
    return matcher.group(1);
  }

  private static String text(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
