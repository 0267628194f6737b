// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run sent and what of it was acknowledged.
 *
 * @param startedMillis when the first segment was sent
 * @param endedMillis when the last answer came
 * @param sendSeconds from the first segment to the last
 * @param failed segments whose stream failed: the server may have kept them or not
 * @param payloadBytes of the acknowledged segments, as encoded
 * @param cpuSeconds what the sending process itself used
 * @param failures what failed streams said, at most 10 different ones
 * @param minutes beginnings of the minutes that {@code expected} counts in, in milliseconds
 */
public record Report(
    long startedMillis,
    long endedMillis,
    double sendSeconds,
    long sent,
    long acked,
    long failed,
    long payloadBytes,
    double cpuSeconds,
    AckMillis ackMillis,
    List<String> failures,
    List<Long> minutes,
    List<Expected> expected,
    List<Trace> traces) {

  /** From the end of a stream to its answer. */
  public record AckMillis(int p50, int p90, int p99, int max) {}

  /**
   * What a metric's values must add up to, minute by minute: at least {@code acked}, at most {@code
   * uncertain} more.
   */
  public record Expected(
      String metric, Entity entity, List<Integer> acked, List<Integer> uncertain) {
    /** The least the metric may add up to. */
    public long least() {
      return acked.stream().mapToLong(Integer::longValue).sum();
    }

    /** The most the metric may add up to. */
    public long most() {
      return least() + uncertain.stream().mapToLong(Integer::longValue).sum();
    }
  }

  /** An entity as metric queries name it; what does not belong to it is null. */
  public record Entity(
      String serviceName,
      boolean normal,
      @Nullable String serviceInstanceName,
      @Nullable String endpointName,
      @Nullable String destServiceName,
      @Nullable Boolean destNormal,
      @Nullable String destEndpointName) {

    static Entity service(String service, boolean normal) {
      return new Entity(service, normal, null, null, null, null, null);
    }

    static Entity instance(String service, String instance) {
      return new Entity(service, true, instance, null, null, null, null);
    }

    static Entity endpoint(String service, String endpoint) {
      return new Entity(service, true, null, endpoint, null, null, null);
    }

    static Entity relation(String source, boolean normal, String destination) {
      return new Entity(source, normal, null, null, destination, true, null);
    }

    static Entity endpointRelation(
        String source, String endpoint, String destination, String destinationEndpoint) {
      return new Entity(source, true, null, endpoint, destination, true, destinationEndpoint);
    }
  }

  /** A trace every segment of which was acknowledged. */
  public record Trace(String traceId, int segments, int spans) {}

  /** Acknowledged segments a second of sending. */
  public double ackedPerSecond() {
    return acked / Math.max(0.001, sendSeconds);
  }

  /** For people. */
  public String summary() {
    return """
    sent %,d segments in %.1f s, acknowledged %,d (%,.0f/s), failed %,d, %,d bytes each
    acknowledgement after p50 %d ms, p90 %d ms, p99 %d ms, max %d ms
    own CPU %.2f s, %.1f µs a segment%s\
    """
        .formatted(
            sent,
            sendSeconds,
            acked,
            ackedPerSecond(),
            failed,
            acked == 0 ? 0 : payloadBytes / acked,
            ackMillis.p50,
            ackMillis.p90,
            ackMillis.p99,
            ackMillis.max,
            cpuSeconds,
            sent == 0 ? 0 : cpuSeconds * 1e6 / sent,
            failures.isEmpty() ? "" : "\nfailures: " + String.join("; ", failures));
  }
}
