// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.time.Duration;
import orrery.model.Fault;
import orrery.model.HttpAnswer;
import orrery.model.Intake;
import orrery.model.PayloadDecoder;
import orrery.model.telemetry.Telemetry;

/**
 * The room's door: all that agents report comes in here. gRPC has a port of its own; HTTP requests
 * are handed over by {@code server}, which owns those sockets.
 */
public final class Receivers implements AutoCloseable {
  private final GrpcPort grpc;
  private final HttpReports http;

  public Receivers(ReceiveSettings settings, Intake intake, Telemetry telemetry) {
    Texts texts = new Texts(Texts.REMEMBERED, telemetry);
    grpc = new GrpcPort(settings, new Reports("grpc", intake, texts, telemetry), telemetry);
    http = new HttpReports(settings, new Reports("http", intake, texts, telemetry), telemetry);
  }

  /** Reads stored segments again: everything in them, names no shorter than an entity's. */
  public static PayloadDecoder decoder() {
    Texts texts = new Texts(2, new Telemetry());
    return (format, payload) ->
        switch (format) {
          case SKYWALKING_SEGMENT ->
              new SegmentDecoder(texts, SegmentDecoder.Depth.COMPLETE).decode(payload);
          case NONE, TEXT ->
              throw new Fault.Invalid("a payload of format " + format + " holds no segment");
        };
  }

  /**
   * Listens for agents.
   *
   * @throws Fault.Unavailable when the port is taken; the message names it
   */
  public void start() {
    grpc.start();
  }

  /** The gRPC port in use, also when the system chose it. */
  public int grpcPort() {
    return grpc.port();
  }

  /** Whether this path of the HTTP port is ours; by POST only. */
  public boolean accepts(String path) {
    return http.accepts(path);
  }

  /**
   * Takes in a report over HTTP. Blocks until it is safe, so call it on a virtual thread; the
   * server bounds the body's length.
   */
  public HttpAnswer post(String path, byte[] body) {
    return http.post(path, body);
  }

  /** From now on gRPC's health service says NOT_SERVING; everything is still taken in. */
  public void turnAway() {
    grpc.turnAway();
  }

  /**
   * Takes no new gRPC calls and sees that open ones are answered.
   *
   * @param most returns after so long at the latest; streams may go on for {@code
   *     SW_ORRERY_DRAIN_SECONDS} of it, half of it at most
   * @return whether all are answered
   */
  public boolean drain(Duration most) {
    return grpc.drain(most);
  }

  /** Waits for the answers {@link #drain} did not see, and says whether all were given. */
  public boolean awaitAnswers(Duration most) {
    return grpc.awaitAnswers(most);
  }

  /** Closes connections; without {@link #drain} before, clients see theirs break. */
  @Override
  public void close() {
    grpc.close();
  }
}
