// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.Fault;
import tools.jackson.databind.JsonNode;

/** Two processes and one lease, second by second on a clock of our own. */
class ElectionTest {
  private static final Instant START = Instant.parse("2026-11-26T10:00:00.123456Z");

  @TempDir private Path folder;
  private final FakeApiServer server = new FakeApiServer();
  private final AtomicLong nanos = new AtomicLong();
  private ApiServer api;
  private Election one;
  private Election two;

  @BeforeEach
  void begin() {
    api = Account.in(folder).client(server, Duration.ofSeconds(20));
    one = election("one");
    two = election("two");
  }

  @AfterEach
  void end() {
    api.close();
    server.close();
  }

  @Test
  void theFirstToAskLeads() {
    assertThat(one.leads()).isFalse();
    one.step();
    two.step();
    assertThat(one.leads()).isTrue();
    assertThat(two.leads()).isFalse();
    assertThat(two.holder()).isEqualTo("one");
    JsonNode spec = lease().path("spec");
    assertThat(spec.toString())
        .isEqualTo(
            "{\"acquireTime\":\"2026-11-26T10:00:00.123456Z\",\"leaseTransitions\":0,"
                + "\"holderIdentity\":\"one\",\"leaseDurationSeconds\":10,"
                + "\"renewTime\":\"2026-11-26T10:00:00.123456Z\"}");
  }

  @Test
  void renewingTakesOneRequest() {
    one.step();
    server.requests.clear();
    for (int i = 0; i < 5; i++) {
      pass(2);
      one.step();
      assertThat(one.leads()).isTrue();
    }
    assertThat(server.requests).containsOnly("update leases").hasSize(5);
    assertThat(lease().path("spec").path("leaseTransitions").asInt()).isZero();
    assertThat(lease().path("spec").path("renewTime").asString())
        .isEqualTo("2026-11-26T10:00:10.123456Z");
  }

  @Test
  void aLeaderThatCannotRenewStopsBeforeAnotherBegins() {
    one.step();
    two.step();
    server.fail(500);
    int ended = 0;
    int begun = 0;
    for (int second = 1; second <= 12; second++) {
      pass(1);
      if (second == 8) {
        server.fail(0); // for the other; the leader never asks again
      }
      if (second >= 8) {
        two.step();
      } else {
        assertThatThrownBy(one::step).isInstanceOf(Fault.Unavailable.class);
      }
      ended = ended == 0 && !one.leads() ? second : ended;
      begun = begun == 0 && two.leads() ? second : begun;
      assertThat(one.leads() && two.leads()).isFalse();
    }
    assertThat(ended).isEqualTo(7);
    assertThat(begun).isEqualTo(10);
    assertThat(lease().path("spec").path("leaseTransitions").asInt()).isEqualTo(1);
  }

  @Test
  void aLeaderThatWasPausedFindsTheOtherLeading() {
    one.step();
    two.step();
    pass(10);
    two.step();
    assertThat(two.leads()).isTrue();
    assertThat(one.leads()).isFalse(); // without asking anybody
    one.step();
    assertThat(one.leads()).isFalse();
    assertThat(one.holder()).isEqualTo("two");
  }

  @Test
  void whoComesLaterWaitsForTheWholeTimeHoweverOldTheLeaseSaysItIs() {
    one.step();
    pass(3600); // the leader is long gone, but its clock may be an hour behind
    two.step();
    assertThat(two.leads()).isFalse();
    pass(9);
    two.step();
    assertThat(two.leads()).isFalse();
    pass(1);
    two.step();
    assertThat(two.leads()).isTrue();
  }

  @Test
  void leadershipCountsFromWhenTheRenewalWasSent() {
    Election slow =
        new Election(
            new Leases(api, FakeApiServer.NAMESPACE, "lease"),
            "slow",
            () -> START,
            () -> nanos.getAndAdd(Duration.ofSeconds(1).toNanos()));
    slow.step(); // each look at the clock takes a second
    long asked = nanos.get();
    while (slow.leads()) {
      assertThat(nanos.get() - asked).isLessThan(Duration.ofSeconds(8).toNanos());
    }
    assertThat(nanos.get()).isLessThanOrEqualTo(Duration.ofSeconds(9).toNanos());
  }

  @Test
  void aLeaderThatGivesUpIsFollowedAtOnce() {
    one.step();
    two.step();
    one.release();
    assertThat(one.leads()).isFalse();
    assertThat(lease().path("spec").path("holderIdentity").asString()).isEmpty();
    two.step();
    assertThat(two.leads()).isTrue();
  }

  @Test
  void whoDoesNotLeadGivesNothingUp() {
    one.step();
    two.step();
    two.release();
    assertThat(lease().path("spec").path("holderIdentity").asString()).isEqualTo("one");
  }

  @Test
  void aLeaseThatSomebodyDeletedIsMadeAgain() {
    one.step();
    server.deleteLease("lease");
    one.step();
    assertThat(one.leads()).isTrue();
    assertThat(lease().path("spec").path("holderIdentity").asString()).isEqualTo("one");
  }

  @Test
  void aStartOfTheSameProcessDoesNotInherit() {
    one.step();
    Election again = election("one-again");
    again.step();
    assertThat(again.leads()).isFalse();
  }

  @Test
  void anAnswerThatNeverComesDoesNotCount() {
    api = new Account(folder).client(server, Duration.ofMillis(500));
    one = election("one");
    await().untilAsserted(() -> assertThatCode(one::step).doesNotThrowAnyException());
    pass(2);
    server.hang(true);
    assertThatThrownBy(one::step)
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("did not answer within 500 ms");
    pass(4);
    assertThat(one.leads()).isTrue();
    pass(1);
    assertThat(one.leads()).isFalse();
    server.hang(false); // its own renewal may be done in the end, or not
    await().untilAsserted(() -> assertThatCode(one::step).doesNotThrowAnyException());
    assertThat(one.leads()).isTrue();
  }

  @Test
  void aLongerLeaseOfAnotherVersionIsRespected() {
    one.step();
    ((tools.jackson.databind.node.ObjectNode) lease().path("spec")).put("leaseDurationSeconds", 30);
    two.step();
    pass(29);
    two.step();
    assertThat(two.leads()).isFalse();
    pass(1);
    two.step();
    assertThat(two.leads()).isTrue();
  }

  @Test
  void aRefusalNamesVerbResourceAndRule() {
    server.forbidden.add("get leases");
    assertThatThrownBy(one::step)
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("may not get leases (403)")
        .hasMessageContaining(
            "{apiGroups: [\"coordination.k8s.io\"], resources: [leases], verbs: [get, create,"
                + " update]}")
        .hasMessageContaining("User \"sa\" cannot get");
  }

  private Election election(String identity) {
    return new Election(
        new Leases(api, FakeApiServer.NAMESPACE, "lease"),
        identity,
        () -> START.plusNanos(nanos.get()),
        nanos::get);
  }

  private JsonNode lease() {
    return Objects.requireNonNull(server.lease("lease"));
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
