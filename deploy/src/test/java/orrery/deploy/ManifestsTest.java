// SPDX-License-Identifier: Apache-2.0
package orrery.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain manifests, ours and those of the guide's shape. */
class ManifestsTest {
  static Stream<Path> manifests() throws IOException {
    try (Stream<Path> ours = Files.walk(Yaml.ROOT.resolve("deploy/kubernetes"));
        Stream<Path> guide = Files.walk(Yaml.ROOT.resolve("deploy/test/guide/kubernetes"))) {
      return Stream.concat(
          Stream.of(Yaml.ROOT.resolve("deploy/sample/kubernetes.yaml")), Stream.concat(ours, guide))
          .filter(path -> path.toString().endsWith(".yaml"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyDocumentFollowsTheSchemaOfKubernetes(Path manifest) {
    List<Map<?, ?>> documents = Yaml.documents(Yaml.text(manifest));
    assertThat(documents).isNotEmpty();
    assertThat(documents.stream().flatMap(one -> KubernetesSchema.problems(one).stream()))
        .isEmpty();
  }

  @Test
  void theSchemaSeesWhatIsWrong() {
    assertThat(problems("kind: Deployment\napiVersion: apps/v1beta1"))
        .containsExactly("apps/v1beta1 Deployment is not of the API this checks against");
    assertThat(
            problems(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: x, labels: {a: 1}}
                spec: {port: [{port: 80}]}
                """))
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains("The field `port`"))
        .anySatisfy(problem -> assertThat(problem).contains("labels.a must be a text"));
    assertThat(
            problems(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: x}
                spec: {containers: [{name: c, env: [{name: E, value: 5}], resources: {limits: {memory: lots}}}]}
                """))
        .hasSize(2);
    assertThat(
            problems(
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {template: {}}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("required field `selector`"));
  }

  private static List<String> problems(String yaml) {
    return KubernetesSchema.problems(Yaml.documents(yaml).getFirst());
  }
}
