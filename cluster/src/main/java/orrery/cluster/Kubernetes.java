// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.cluster.Cluster.Surroundings;
import orrery.model.Fault;

/** Members are the ready pods that match; the leader holds a Lease. */
final class Kubernetes implements Coordination, Pods.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(10);

  private final ApiServer api;
  private final Own own;
  private final Pods.Selection selection;
  private final Pods pods;
  private final Election election;
  private final Trouble following;
  private final Trouble electing;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private String saidOfPods = "";

  /**
   * This process.
   *
   * @param uid of its pod; blank when not known
   * @param name of its pod, or of its host
   */
  record Own(String uid, String name, String host, int port) {
    boolean is(Pod pod) {
      return uid.isEmpty() ? pod.name().equals(name) : pod.uid().equals(uid);
    }
  }

  Kubernetes(
      ApiServer api, Own own, Pods.Selection selection, String lease, Surroundings surroundings) {
    this.api = api;
    this.own = own;
    this.selection = selection;
    this.pods = new Pods(api, selection, surroundings.nanoTime(), this);
    this.election =
        new Election(
            new Leases(api, selection.namespace(), lease),
            identity(own.name()),
            surroundings.clock(),
            surroundings.nanoTime());
    this.following = new Trouble("to follow the members' pods", LOG, surroundings.nanoTime());
    this.electing = new Trouble("to find a leader", LOG, surroundings.nanoTime());
  }

  /** A process that was started again must not take itself for the one before. */
  private static String identity(String name) {
    return name + '_' + Integer.toHexString(ThreadLocalRandom.current().nextInt());
  }

  @Override
  public void start() {
    threads.add(Thread.ofVirtual().name("cluster-pods").start(this::followPods));
    threads.add(Thread.ofVirtual().name("cluster-lease").start(this::elect));
  }

  @Override
  public List<Member> members() {
    List<Member> members = new ArrayList<>();
    boolean sawOwn = false;
    for (Pod pod : pods.known()) {
      boolean self = own.is(pod);
      sawOwn |= self;
      if (pod.ready() || self) {
        String host = self && !own.host().isEmpty() ? own.host() : pod.address();
        members.add(new Member(pod.name(), host, own.port(), self, pod.ready()));
      }
    }
    if (!sawOwn) {
      members.add(new Member(own.name(), own.host(), own.port(), true, false));
    }
    return List.copyOf(members);
  }

  @Override
  public String leader() {
    if (electing.refused()) {
      return "";
    }
    String holder = election.holder();
    int end = holder.lastIndexOf('_');
    return end < 0 ? holder : holder.substring(0, end);
  }

  /**
   * Where the API server lets nobody elect a leader, the first ready member does what a leader
   * does; where it does not even tell the members, every process. What leaders do for storage is
   * safe to do twice (ADR 7), and never doing it fills the disk.
   */
  @Override
  public boolean leads() {
    if (!electing.refused()) {
      return election.leads();
    }
    if (!pods.listed()) {
      return true;
    }
    return members().stream().filter(Member::ready).findFirst().map(Member::self).orElse(true);
  }

  @Override
  public boolean stale() {
    return pods.stale();
  }

  @Override
  public String problem() {
    String both = following.message() + (following.message().isEmpty() ? "" : "; ");
    String problem = both + electing.message();
    return problem.endsWith("; ") ? problem.substring(0, problem.length() - 2) : problem;
  }

  @Override
  public boolean misconfigured() {
    return following.refused() && !following.everWorked();
  }

  private void followPods() {
    Duration backOff = Duration.ofMillis(250);
    while (stop.getCount() > 0) {
      try {
        pods.follow();
        backOff = Duration.ofMillis(250);
      } catch (Fault fault) {
        if (stop.getCount() > 0) {
          following.is(fault);
        }
        backOff =
            backOff.multipliedBy(2).compareTo(MAX_BACK_OFF) > 0
                ? MAX_BACK_OFF
                : backOff.multipliedBy(2);
      }
      pause(backOff);
    }
  }

  private void elect() {
    while (stop.getCount() > 0) {
      try {
        election.step();
        electing.over();
      } catch (Fault fault) {
        if (stop.getCount() > 0) {
          electing.is(fault);
        }
      }
      pause(Election.RETRY);
    }
    try {
      election.release();
    } catch (Fault fault) {
      LOG.warn("The lease could not be given up and runs out by itself: {}", fault.getMessage());
    }
  }

  @Override
  public void heard() {
    following.over();
  }

  /** Tells once what is odd about the pods. */
  @Override
  public void changed(List<Pod> now) {
    String odd = "";
    if (now.isEmpty()) {
      odd = Advice.noPods(selection.selector(), selection.namespace());
    } else if (now.stream().noneMatch(own::is)) {
      odd = Advice.notAmongThem(own.name(), selection.selector());
    }
    if (!odd.equals(saidOfPods)) {
      saidOfPods = odd;
      if (!odd.isEmpty()) {
        LOG.warn("{}", odd);
      }
    }
  }

  private void pause(Duration pause) {
    try {
      var _ = stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  @Override
  public void close(Duration most) {
    stop.countDown();
    try {
      for (Thread thread : threads.reversed()) { // the lease first
        if (!thread.join(most.dividedBy(2))) {
          thread.interrupt();
        }
        api.close(); // ends the watch
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    api.close();
  }
}
