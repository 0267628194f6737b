// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.Fault;

/** What is told of pods, event by event, while the API server is well and while it is not. */
class PodsTest {
  @TempDir private Path folder;
  private final FakeApiServer server = new FakeApiServer();
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private ApiServer api;
  private Pods pods;

  @BeforeEach
  void begin() {
    api = Account.in(folder).client(server, Duration.ofSeconds(20));
    pods = pods("app=oap");
  }

  @AfterEach
  void end() {
    api.close();
    server.close();
  }

  @Test
  void podsAreListedAndThenFollowed() throws Exception {
    server.pod("oap-1", "10.0.0.1", true);
    server.pod("oap-2", "10.0.0.2", false);
    Thread following = follow();
    await().until(() -> server.watchers() == 1);
    server.pod("oap-2", "10.0.0.2", true);
    server.pod("oap-3", "10.0.0.3", true);
    server.terminate("oap-1");
    server.delete("oap-1");
    await().until(() -> told.size() == 5);
    assertThat(told)
        .containsExactly(
            "oap-1 oap-2-",
            "oap-1 oap-2",
            "oap-1 oap-2 oap-3",
            "oap-1- oap-2 oap-3",
            "oap-2 oap-3");
    assertThat(pods.known()).first().isEqualTo(new Pod("uid-oap-2", "oap-2", "10.0.0.2", true));
    server.cutWatches();
    following.join();
    assertThat(server.requests).containsExactly("list pods", "watch pods");
  }

  @Test
  void aWatchThatEndedGoesOnWhereItWasWithoutListingAgain() throws Exception {
    server.pod("oap-1", "10.0.0.1", true);
    cutAfterStart();
    server.pod("oap-2", "10.0.0.2", true); // while nobody watches
    cutAfterStart();
    assertThat(told).containsExactly("oap-1", "oap-1 oap-2");
    assertThat(server.requests).containsExactly("list pods", "watch pods", "watch pods");
  }

  @Test
  void aVersionThatIsTooOldMeansListingAgain() throws Exception {
    server.pod("oap-1", "10.0.0.1", true);
    server.pod("oap-2", "10.0.0.2", true);
    cutAfterStart();
    server.delete("oap-1");
    server.compact();
    pods.follow(); // 410
    assertThat(told).containsExactly("oap-1 oap-2");
    cutAfterStart();
    assertThat(told).containsExactly("oap-1 oap-2", "oap-2");
    assertThat(server.requests)
        .containsExactly("list pods", "watch pods", "watch pods", "list pods", "watch pods");
  }

  @Test
  void aBookmarkSparesTheListing() throws Exception {
    server.pod("oap-1", "10.0.0.1", true);
    Thread following = follow();
    await().until(() -> server.watchers() == 1);
    nanos.set(Duration.ofSeconds(40).toNanos());
    server.bookmark();
    await().until(() -> !told(Duration.ofSeconds(80)));
    server.cutWatches();
    following.join();
    server.compact();
    cutAfterStart(); // the bookmark's version is still good
    assertThat(server.requests).containsExactly("list pods", "watch pods", "watch pods");
  }

  @Test
  void aWatchThatIsToldItsVersionIsTooOldEndsAndIsListedAgain() throws Exception {
    server.pod("oap-1", "10.0.0.1", true);
    Thread following = follow();
    await().until(() -> server.watchers() == 1);
    synchronized (server) { // the watch sees nothing of it but the error
      server.pod("oap-2", "10.0.0.2", true);
      server.compact();
    }
    following.join();
    assertThat(told).containsExactly("oap-1");
    cutAfterStart();
    assertThat(told).containsExactly("oap-1", "oap-1 oap-2");
    assertThat(server.requests)
        .containsExactly("list pods", "watch pods", "list pods", "watch pods");
  }

  @Test
  void whileTheApiServerIsAwayPodsStayAsTheyWereSeenAndCountAsOld() throws Exception {
    server.pod("oap-1", "10.0.0.1", true);
    cutAfterStart();
    server.fail(503);
    assertThatThrownBy(pods::follow)
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("503");
    assertThat(told(Duration.ofSeconds(45))).isFalse();
    assertThat(told(Duration.ofSeconds(46))).isTrue();
    assertThat(pods.known()).extracting(Pod::name).containsExactly("oap-1");
    server.fail(0);
    cutAfterStart();
    assertThat(pods.stale()).isFalse();
  }

  @Test
  void anApiServerThatHangsIsGivenUp() {
    server.hang(true);
    api = new Account(folder).client(server, Duration.ofMillis(500));
    pods = pods("app=oap");
    assertThatThrownBy(pods::follow)
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("did not answer within 500 ms");
    assertThat(pods.listed()).isFalse();
  }

  @Test
  void aSelectorThatMatchesNothingIsNoFault() throws Exception {
    server.pod("oap-1", "10.0.0.1", true);
    pods = pods("app=other");
    cutAfterStart();
    assertThat(told).containsExactly("");
  }

  @Test
  void refusalsNameVerbResourceAndRule() {
    server.pod("oap-1", "10.0.0.1", true);
    server.forbidden.add("watch pods");
    assertThatThrownBy(pods::follow)
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("may not watch pods (403)")
        .hasMessageContaining("{apiGroups: [\"\"], resources: [pods], verbs: [list, watch]}");
    assertThat(told).containsExactly("oap-1");
  }

  @Test
  void theTokenIsReadForEachRequest() throws Exception {
    cutAfterStart();
    server.token("rotated");
    assertThatThrownBy(pods::follow).isInstanceOf(Fault.Invalid.class).hasMessageContaining("401");
    new Account(folder).write("token", "rotated");
    cutAfterStart();
    assertThat(server.requests).hasSize(4);
  }

  /** Whether what is known counts as old at this time. */
  private boolean told(Duration time) {
    long before = nanos.getAndSet(time.toNanos());
    boolean stale = pods.stale();
    nanos.set(before);
    return stale;
  }

  private Pods pods(String selector) {
    return new Pods(
        api,
        new Pods.Selection(FakeApiServer.NAMESPACE, selector),
        nanos::get,
        new Pods.Listener() {
          @Override
          public void changed(List<Pod> now) {
            told.add(
                now.stream()
                    .map(pod -> pod.name() + (pod.ready() ? "" : "-"))
                    .collect(Collectors.joining(" ")));
          }

          @Override
          public void heard() {}
        });
  }

  private Thread follow() {
    return Thread.ofVirtual().start(() -> pods.follow());
  }

  /** One watch that has caught up, and its end. */
  private void cutAfterStart() throws InterruptedException {
    Thread following = follow();
    await().until(() -> server.watchers() == 1);
    server.cutWatches();
    following.join();
  }
}
