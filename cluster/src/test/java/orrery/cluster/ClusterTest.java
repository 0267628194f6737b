// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.settings.Settings;

class ClusterTest {
  @Test
  void aProcessOnItsOwnLeads() {
    try (Cluster alone = cluster(Map.of(), Map.of("HOSTNAME", "box"))) {
      alone.start();
      assertThat(alone.leads()).isTrue();
      assertThat(alone.leader()).isEqualTo("box");
      assertThat(alone.mode()).isEqualTo("standalone");
      assertThat(alone.members()).containsExactly(new Member("box", "10.1.2.3", 11800, true, true));
      assertThat(alone.check()).isEmpty();
    }
  }

  @Test
  void theAddressToldToOthersCanBeSet() {
    Map<String, String> settings =
        Map.of("SW_CLUSTER_INTERNAL_COM_HOST", "oap.example", "SW_CLUSTER_INTERNAL_COM_PORT", "1");
    try (Cluster alone = cluster(settings, Map.of())) {
      assertThat(alone.members())
          .containsExactly(new Member("oap.example", "oap.example", 1, true, true));
    }
  }

  @Test
  void kubernetesOutsideOfAPodIsRefusedWithAWayOut() {
    assertThatThrownBy(() -> cluster(Map.of("SW_CLUSTER", "kubernetes"), Map.of()))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("KUBERNETES_SERVICE_HOST")
        .hasMessageContaining("SW_CLUSTER=standalone");
  }

  @Test
  void theGuidesNameOfTheSelectorCountsToo() {
    assertThat(settings(Map.of()).selector()).isEqualTo("app=collector,release=skywalking");
    assertThat(settings(Map.of("SW_CLUSTER_K8S_LABEL_SELECTOR", "app=skywalking-oap")).selector())
        .isEqualTo("app=skywalking-oap");
    assertThat(settings(Map.of("SW_CLUSTER_K8S_LABEL", "a=b")).selector()).isEqualTo("a=b");
  }

  @Test
  void twoSelectorsThatDifferAreAProblem() {
    Settings both =
        new Settings(
            Map.of("SW_CLUSTER_K8S_LABEL", "a=b", "SW_CLUSTER_K8S_LABEL_SELECTOR", "c=d")::get);
    ClusterSettings.read(both);
    assertThat(both.problems()).hasSize(1);
    assertThat(both.problems().getFirst()).contains("\"a=b\"").contains("\"c=d\"");
  }

  @Test
  void releasesInOneNamespaceHaveLeasesOfTheirOwn() {
    String first = Cluster.leaseName(settings(Map.of("SW_CLUSTER_K8S_LABEL", "release=one")));
    String second = Cluster.leaseName(settings(Map.of("SW_CLUSTER_K8S_LABEL", "release=two")));
    assertThat(first).matches("orrery-[0-9a-f]{1,16}").isNotEqualTo(second);
    assertThat(Cluster.leaseName(settings(Map.of("SW_ORRERY_K8S_LEASE", "mine"))))
        .isEqualTo("mine");
  }

  private static Cluster cluster(Map<String, String> settings, Map<String, String> environment) {
    return Cluster.of(
        settings(settings),
        new Cluster.Surroundings(
            InstantSource.system(), System::nanoTime, environment::get, "10.1.2.3", 11800));
  }

  private static ClusterSettings settings(Map<String, String> settings) {
    return ClusterSettings.read(new Settings(settings::get));
  }
}
