// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.model.Keys;

/**
 * The room's door: who is alive, and who leads. Built without asking anybody; thread-safe.
 *
 * <p>Nothing waits for it: a process that cannot reach the others goes on taking in, storing and
 * answering. Members stay as last seen, and leadership ends by itself.
 */
public final class Cluster implements AutoCloseable {
  /** How long one request to the API server may take: a lease has time for a second try. */
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(3);

  private final boolean kubernetes;
  private final Coordination coordination;

  private Cluster(boolean kubernetes, Coordination coordination) {
    this.kubernetes = kubernetes;
    this.coordination = coordination;
  }

  /**
   * The process around this room.
   *
   * @param clock for times that people read
   * @param nanoTime {@link System#nanoTime}: what leadership is measured by
   * @param environment the value of an environment variable, null when it is not set
   * @param host address of this process; blank when only others know it
   * @param port its gRPC port
   */
  public record Surroundings(
      InstantSource clock,
      LongSupplier nanoTime,
      Function<String, @Nullable String> environment,
      String host,
      int port) {
    String variable(String name) {
      String value = environment.apply(name);
      return value == null ? "" : value.strip();
    }
  }

  /**
   * @throws Fault.Invalid when the settings cannot work where this process runs
   */
  public static Cluster of(ClusterSettings settings, Surroundings surroundings) {
    String host = settings.ownHost().isEmpty() ? surroundings.host() : settings.ownHost();
    int port = settings.ownPort() < 0 ? surroundings.port() : settings.ownPort();
    String name = surroundings.variable("HOSTNAME");
    if (!settings.kubernetes()) {
      String address = host.isEmpty() ? "127.0.0.1" : host;
      return new Cluster(
          false, new Alone(new Member(name.isEmpty() ? address : name, address, port, true, true)));
    }
    ServiceAccount account = new ServiceAccount(settings.serviceAccount());
    ApiServer api = new ApiServer(apiServer(surroundings), account, REQUEST_LIMIT);
    String uid = surroundings.variable(settings.uidVariable());
    Kubernetes.Own own = new Kubernetes.Own(uid, name.isEmpty() ? "pod-" + uid : name, host, port);
    String namespace = settings.namespace().isEmpty() ? account.namespace() : settings.namespace();
    return new Cluster(
        true,
        new Kubernetes(
            api,
            own,
            new Pods.Selection(namespace, settings.selector()),
            leaseName(settings),
            surroundings));
  }

  /** Two releases in one namespace have different selectors and so different leases. */
  static String leaseName(ClusterSettings settings) {
    return settings.lease().isEmpty()
        ? "orrery-" + Long.toHexString(Keys.of(settings.selector()))
        : settings.lease();
  }

  private static URI apiServer(Surroundings surroundings) {
    String host = surroundings.variable("KUBERNETES_SERVICE_HOST");
    String port = surroundings.variable("KUBERNETES_SERVICE_PORT");
    if (host.isEmpty()) {
      throw new Fault.Invalid(Advice.notInCluster());
    }
    String bracketed = host.contains(":") ? '[' + host + ']' : host;
    return URI.create("https://" + bracketed + ':' + (port.isEmpty() ? "443" : port));
  }

  /** Begins to look for the others; returns at once. */
  public void start() {
    coordination.start();
  }

  /** The members, by name; this process is always among them, ready or not. */
  public List<Member> members() {
    return coordination.members();
  }

  /** The leader's name; blank when there is none right now. */
  public String leader() {
    return coordination.leader();
  }

  /**
   * Whether this process leads, at this very moment. Ask again before each step of what only a
   * leader may do.
   */
  public boolean leads() {
    return coordination.leads();
  }

  /** Whether members are as they were last seen, some time ago. */
  public boolean stale() {
    return coordination.stale();
  }

  /** What is wrong and what to do; blank when nothing is. */
  public String problem() {
    return coordination.problem();
  }

  /** {@code kubernetes} or {@code standalone}. */
  public String mode() {
    return kubernetes ? "kubernetes" : "standalone";
  }

  /**
   * Unhealthy only where it never worked and the API server refuses: that keeps a wrong roll-out
   * from going on. An API server that goes away later must not take this process out of service.
   */
  public List<Check> check() {
    if (!kubernetes) {
      return List.of();
    }
    return List.of(new Check("cluster", !coordination.misconfigured(), coordination.problem()));
  }

  /** Lets another lead and stops, within some seconds. Idempotent. */
  @Override
  public void close() {
    close(REQUEST_LIMIT.multipliedBy(2));
  }

  /** Likewise, within {@code most}. */
  public void close(Duration most) {
    coordination.close(most);
  }
}
