// SPDX-License-Identifier: Apache-2.0
package orrery.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart under a matrix of values, each rendered by Helm and read by Kubernetes' rules. */
class ChartTest {
  private static final Path CASES = Path.of("src/test/resources/charts");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".values.yaml"))
          .map(name -> name.replace(".values.yaml", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String render(String name) {
    return Chart.render("skywalking", CASES.resolve(name + ".values.yaml"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rendersWhatTheGoldenFileSays(String name) throws IOException {
    Path golden = CASES.resolve(name + ".golden.yaml");
    String rendered = render(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, rendered);
    }
    assertThat(rendered).isEqualTo(Yaml.text(golden));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyDocumentFollowsTheSchemaOfKubernetes(String name) {
    List<Map<?, ?>> documents = Yaml.documents(render(name));
    assertThat(documents).hasSizeGreaterThan(2);
    assertThat(documents.stream().flatMap(one -> KubernetesSchema.problems(one).stream()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void twoReleasesInOneNamespaceDoNotCollide(String name) {
    Path values = CASES.resolve(name + ".values.yaml");
    Set<String> names = new HashSet<>();
    Set<Object> selectors = new HashSet<>();
    for (String release : List.of("one", "two")) {
      for (Map<?, ?> document : Yaml.documents(Chart.render(release, values))) {
        assertThat(names.add(Yaml.nameOf(document))).as(Yaml.nameOf(document)).isTrue();
        if (List.of("Deployment", "StatefulSet").contains(document.get("kind"))) {
          assertThat(selectors.add(Yaml.at(document, "spec", "selector"))).isTrue();
        }
      }
    }
  }

  @Test
  void anotherNameNamesEverything() {
    String rendered = Chart.render("x", Chart.KUBERNETES, Map.of("fullnameOverride", "apm"));
    assertThat(Yaml.documents(rendered))
        .allSatisfy(document ->
            assertThat((String) Yaml.at(document, "metadata", "name")).startsWith("apm-"));
    assertThat(rendered).contains("value: http://apm-oap:12800");
  }

  @Test
  void lintFindsNothing() {
    assertThat(new Helm(Chart.FOLDER).lint().strict().call().isFailed()).isFalse();
  }

  @Test
  void isPackaged(@TempDir Path folder) {
    new Helm(Chart.FOLDER).packageIt().withDestination(folder).call();
    assertThat(folder.resolve("orrery-0.1.0.tgz")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything", "guide", "ha"})
  void podsAreRestricted(String name) {
    List<Object> pods = new ArrayList<>();
    for (Map<?, ?> document : Yaml.documents(render(name))) {
      if (Yaml.at(document, "kind").equals("Deployment")
          || Yaml.at(document, "kind").equals("Job")) {
        pods.add(Yaml.at(document, "spec", "template", "spec"));
      }
    }
    assertThat(pods)
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(pod -> {
          assertThat(Yaml.at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
          assertThat(Yaml.at(pod, "securityContext", "seccompProfile", "type"))
              .isEqualTo("RuntimeDefault");
          assertThat((List<?>) Yaml.at(pod, "containers"))
              .allSatisfy(container -> {
                Object context = Yaml.at(container, "securityContext");
                assertThat(Yaml.at(context, "allowPrivilegeEscalation")).isEqualTo(false);
                assertThat(Yaml.at(context, "readOnlyRootFilesystem")).isEqualTo(true);
                assertThat(Yaml.at(context, "capabilities", "drop")).isEqualTo(List.of("ALL"));
              });
        });
  }

  private static List<?> containers(Map<?, ?> document) {
    return List.of("Deployment", "StatefulSet", "Job").contains(document.get("kind"))
        ? (List<?>) Yaml.at(document, "spec", "template", "spec", "containers")
        : List.of();
  }

  private static void hasNoNameTwice(String rendered) {
    for (Map<?, ?> document : Yaml.documents(rendered)) {
      for (Object container : containers(document)) {
        if (((Map<?, ?>) container).containsKey("env")) {
          assertThat((List<?>) Yaml.at(container, "env"))
              .extracting(variable -> Yaml.at(variable, "name"))
              .as(Yaml.nameOf(document))
              .doesNotHaveDuplicates();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noVariableIsSetTwice(String name) {
    hasNoNameTwice(render(name));
  }

  @Test
  void aVariableOfTheUserReplacesTheChartsOwn() {
    String rendered =
        Chart.render(
            "x",
            Chart.KUBERNETES,
            Map.of(
                "oap.env.SW_TELEMETRY", "none",
                "oap.extraEnv[0].name", "JAVA_OPTS",
                "oap.extraEnv[0].value", "-Xmx1g"));
    hasNoNameTwice(rendered);
    assertThat(rendered).contains("name: SW_TELEMETRY\n              value: \"none\"");
    assertThat(rendered).contains("name: JAVA_OPTS\n              value: -Xmx1g");
  }

  @Test
  void theJobThatPreparesTheStoreIsNoMemberWhateverTheUserSays() {
    Map<String, Object> values =
        Map.of(
            "oap.storageType", "elasticsearch",
            "elasticsearch.config.host", "search",
            "oap.initJob.enabled", true,
            "oap.env.SW_CLUSTER", "kubernetes",
            "oap.extraEnv[0].name", "SW_CLUSTER",
            "oap.extraEnv[0].value", "kubernetes");
    String rendered = Chart.render("x", Chart.KUBERNETES, values);
    hasNoNameTwice(rendered);
    Object job =
        Yaml.documents(rendered).stream()
            .filter(one -> Yaml.nameOf(one).startsWith("Job "))
            .findFirst()
            .orElseThrow();
    assertThat((List<?>) Yaml.at(containers((Map<?, ?>) job).getFirst(), "env"))
        .filteredOn(variable -> Yaml.at(variable, "name").equals("SW_CLUSTER"))
        .extracting(variable -> Yaml.at(variable, "value"))
        .containsExactly("standalone");
  }

  @Test
  void aProbeTakesTheHandlerOfTheUserAndKeepsTheRest() {
    String rendered =
        Chart.render(
            "x",
            Chart.KUBERNETES,
            Map.of(
                "oap.startupProbe.httpGet.path", "/internal/l7check",
                "oap.startupProbe.httpGet.port", "rest",
                "oap.readinessProbe.httpGet.path", "/internal/l7check"));
    List<Map<?, ?>> documents = Yaml.documents(rendered);
    assertThat(documents.stream().flatMap(one -> KubernetesSchema.problems(one).stream()))
        .isEmpty();
    Object oap =
        documents.stream()
            .filter(one -> Yaml.nameOf(one).matches("Deployment .*-oap"))
            .map(one -> containers(one).getFirst())
            .findFirst()
            .orElseThrow();
    assertThat(Yaml.at(oap, "startupProbe"))
        .isEqualTo(
            Map.of(
                "httpGet", Map.of("path", "/internal/l7check", "port", "rest"),
                "periodSeconds", 2,
                "failureThreshold", 150));
    assertThat(Yaml.at(oap, "readinessProbe", "httpGet"))
        .isEqualTo(Map.of("path", "/internal/l7check", "port", "rest"));
    assertThat(Yaml.at(oap, "livenessProbe", "tcpSocket")).isEqualTo(Map.of("port", "rest"));
  }

  @Test
  void secretsAppearInSecretsOnly() {
    for (Map<?, ?> document : Yaml.documents(render("everything"))) {
      if (!Yaml.at(document, "kind").equals("Secret")) {
        assertThat(document.toString()).doesNotContain("s3cret");
      }
    }
  }

  static Stream<List<Object>> wrong() {
    return Stream.of(
        List.of(Map.of("oap.replica", 3), "at '/oap': additional properties 'replica' not allowed"),
        List.of(Map.of("opa.replicas", 3), "additional properties 'opa' not allowed"),
        List.of(Map.of("oap.replicas", "many"), "at '/oap/replicas': got string, want integer"),
        List.of(
            Map.of("oap.storageType", "elasticsaerch"),
            "at '/oap/storageType': value must be one of 'sqlite', 'h2', 'elasticsearch'"),
        List.of(
            Map.of("ui.service.type", "Loadbalancer"),
            "at '/ui/service/type': value must be one of 'ClusterIP', 'NodePort', 'LoadBalancer'"),
        List.of(
            Map.of("elasticsearch.persistence.size", "20 GB"),
            "at '/elasticsearch/persistence/size': '20 GB' does not match pattern"),
        List.of(Map.of("ui.service.port", 70000), "at '/ui/service/port': maximum: got 70,000"),
        List.of(
            Map.of("oap.replicas", 3),
            "oap.storageType sqlite is the store of one OAP; set oap.replicas to 1"),
        List.of(
            Map.of("oap.storageType", "elasticsearch"),
            "set elasticsearch.enabled to true to install one, or elasticsearch.config.host"),
        List.of(
            Map.of("elasticsearch.enabled", true),
            "elasticsearch.enabled is true but oap.storageType is sqlite"),
        List.of(
            Map.of(
                "oap.storageType",
                "elasticsearch",
                "elasticsearch.enabled",
                true,
                "elasticsearch.replicas",
                2),
            "two nodes cannot agree when one is lost; choose 1 or at least 3"),
        List.of(
            Map.of(
                "oap.storageType",
                "elasticsearch",
                "elasticsearch.enabled",
                true,
                "elasticsearch.minimumMasterNodes",
                2),
            "elasticsearch.minimumMasterNodes is more than elasticsearch.replicas"),
        List.of(
            Map.of("oap.storageType", "postgresql"),
            "set jdbc.url, such as jdbc:postgresql://host/orrery"),
        List.of(Map.of("oap.storageType", "influxdb"), "set influxdb.url"),
        List.of(
            Map.of("oap.stopNoticeSeconds", 28),
            "oap.stopNoticeSeconds 28 leaves too little of oap.terminationGracePeriodSeconds 60 to"
                + " store what was taken in; raise the latter to 61"),
        List.of(Map.of("ui.ingress.enabled", true), "ui.ingress.enabled needs ui.ingress.hosts"),
        List.of(Map.of("oap.initJob.enabled", true), "oap.initJob.enabled is for shared stores"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  @SuppressWarnings("unchecked") // the pairs of wrong()
  void aWrongValueIsRefusedWithAReadableMessage(List<Object> values) {
    assertThatThrownBy(
            () -> Chart.render("x", Chart.KUBERNETES, (Map<String, Object>) values.get(0)))
        .hasMessageContaining((String) values.get(1));
  }

  @Test
  void whatAnOldClusterLacksIsSaid() {
    Map<String, Object> values =
        Map.of(
            "oap.storageType", "postgresql",
            "jdbc.url", "jdbc:postgresql://db/orrery",
            "oap.autoscaling.enabled", true);
    assertThatThrownBy(() -> Chart.render("x", "1.20.2", values))
        .hasMessageContaining("oap.autoscaling.enabled needs Kubernetes 1.23")
        .hasMessageContaining("a PodDisruptionBudget needs Kubernetes 1.21");
    assertThatThrownBy(() -> Chart.render("x", "1.19.0", Map.of()))
        .hasMessageContaining("chart requires kubeVersion: >=1.20.0-0");
  }
}
