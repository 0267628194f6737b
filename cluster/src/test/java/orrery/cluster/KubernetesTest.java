// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole members, with their threads, on one fake API server. */
class KubernetesTest {
  @TempDir private Path folder;
  private final FakeApiServer server = new FakeApiServer();
  private final List<Kubernetes> members = new ArrayList<>();

  @BeforeEach
  void begin() {
    Account.in(folder);
  }

  @AfterEach
  void end() {
    members.forEach(member -> member.close(Duration.ofSeconds(5)));
    server.close();
  }

  @Test
  void membersSeeEachOtherAndTheOneThatLeads() {
    server.pod("oap-1", "10.0.0.1", true);
    server.pod("oap-2", "10.0.0.2", false);
    server.pod("oap-3", "10.0.0.3", false);
    Kubernetes one = start("oap-1");
    await().until(one::leads);
    Kubernetes two = start("oap-2");
    Member first = new Member("oap-1", "10.0.0.1", 11800, false, true);
    await()
        .untilAsserted(() ->
            assertThat(two.members())
                .containsExactly(first, new Member("oap-2", "10.0.0.2", 11800, true, false)));
    await().until(() -> two.leader().equals("oap-1"));
    assertThat(two.leads()).isFalse();
    assertThat(two.problem()).isEmpty();
    assertThat(two.stale()).isFalse();
    server.pod("oap-3", "10.0.0.3", true);
    await().until(() -> two.members().size() == 3);
    server.terminate("oap-3");
    await().until(() -> two.members().size() == 2);
  }

  @Test
  void aLeaderThatStopsIsFollowedByTheOther() {
    server.pod("oap-1", "10.0.0.1", true);
    server.pod("oap-2", "10.0.0.2", true);
    Kubernetes one = start("oap-1");
    await().until(one::leads);
    Kubernetes two = start("oap-2");
    await().until(() -> two.leader().equals("oap-1"));
    one.close(Duration.ofSeconds(5));
    assertThat(one.leads()).isFalse();
    await().until(two::leads);
    assertThat(two.leader()).isEqualTo("oap-2");
  }

  @Test
  void aPodThatDoesNotMatchIsAMemberToItselfAllTheSame() {
    server.pod("oap-1", "10.0.0.1", true);
    Kubernetes other = start("other");
    await().until(() -> other.members().size() == 2);
    assertThat(other.members())
        .containsExactly(
            new Member("oap-1", "10.0.0.1", 11800, false, true),
            new Member("other", "", 11800, true, false));
  }

  @Test
  void thePodIsKnownByItsUidWhereThatIsGiven() {
    server.pod("oap-1", "10.0.0.1", true);
    Kubernetes one = start(new Kubernetes.Own("uid-oap-1", "some-host", "", 11800));
    await()
        .untilAsserted(() ->
            assertThat(one.members())
                .containsExactly(new Member("oap-1", "10.0.0.1", 11800, true, true)));
  }

  @Test
  void whereLeasesAreForbiddenTheFirstReadyMemberLeads() {
    server.forbidden.add("get leases");
    server.pod("oap-1", "10.0.0.1", true);
    server.pod("oap-2", "10.0.0.2", true);
    Kubernetes one = start("oap-1");
    Kubernetes two = start("oap-2");
    await().until(() -> one.leads() && one.members().size() == 2);
    await().until(() -> two.problem().contains("may not get leases") && two.members().size() == 2);
    assertThat(two.leads()).isFalse();
    assertThat(two.misconfigured()).isFalse();
    server.pod("oap-1", "10.0.0.1", false);
    await().until(two::leads);
  }

  @Test
  void whereNothingIsAllowedEveryMemberDoesTheLeadersWork() {
    server.token("another");
    Kubernetes one = start("oap-1");
    Kubernetes two = start("oap-2");
    await().until(() -> one.leads() && two.leads());
    await().until(one::misconfigured);
    assertThat(one.problem()).contains("401").contains("failed to find a leader");
    server.token("secret");
    server.pod("oap-1", "10.0.0.1", true);
    await().until(() -> !one.misconfigured() && one.leads() != two.leads());
  }

  @Test
  void noServiceAccountSaysWhatToDo() {
    Kubernetes one =
        new Kubernetes(
            new ApiServer(
                server.address(),
                new ServiceAccount(folder.resolve("none")),
                Duration.ofSeconds(5)),
            new Kubernetes.Own("", "oap-1", "", 11800),
            new Pods.Selection(FakeApiServer.NAMESPACE, "app=oap"),
            "lease",
            surroundings());
    members.add(one);
    one.start();
    await().until(one::misconfigured);
    assertThat(one.problem())
        .contains("there is no service account: " + folder.resolve("none/token"))
        .contains("automountServiceAccountToken");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void anApiServerThatGoesAwayMakesNobodyUnhealthy() {
    server.pod("oap-1", "10.0.0.1", true);
    Kubernetes one = start("oap-1");
    await().until(one::leads);
    server.fail(503);
    server.cutWatches();
    await().until(() -> one.problem().contains("503"));
    assertThat(one.misconfigured()).isFalse();
    assertThat(one.members()).extracting(Member::name).containsExactly("oap-1");
    await().until(() -> !one.leads());
    server.fail(0);
    await().until(one::leads);
    await().until(() -> one.problem().isEmpty());
  }

  private Kubernetes start(String name) {
    return start(new Kubernetes.Own("", name, "", 11800));
  }

  private Kubernetes start(Kubernetes.Own own) {
    Kubernetes member =
        new Kubernetes(
            new Account(folder).client(server, Duration.ofSeconds(5)),
            own,
            new Pods.Selection(FakeApiServer.NAMESPACE, "app=oap"),
            "lease",
            surroundings());
    members.add(member);
    member.start();
    return member;
  }

  private static Cluster.Surroundings surroundings() {
    return new Cluster.Surroundings(
        InstantSource.system(), System::nanoTime, Map.<String, String>of()::get, "", 11800);
  }
}
