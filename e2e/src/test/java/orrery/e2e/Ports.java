// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ports one server listens on. All lie below 32768: above it the kernel hands them out to
 * outgoing connections, and a server that starts again could find its own port taken.
 */
record Ports(int grpc, int rest, int ui, int telemetry) {
  private static final int LOWEST = 14_000;
  private static final int HIGHEST = 31_000;

  /** Starts anywhere, so that two runs on one machine seldom meet. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));

  /** Four ports that were free a moment ago. */
  static Ports free() {
    return new Ports(freePort(), freePort(), freePort(), freePort());
  }

  /** A port that was free a moment ago and is not given out again by this JVM. */
  static int freePort() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = LOWEST + NEXT.getAndIncrement() % (HIGHEST - LOWEST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + LOWEST + " to " + HIGHEST);
  }

  private static boolean isFree(int port) {
    try (ServerSocket any = new ServerSocket()) {
      any.bind(new InetSocketAddress(port));
    } catch (IOException taken) {
      return false;
    }
    try (ServerSocket loopback = bindLoopback(port)) {
      return loopback.isBound();
    } catch (UncheckedIOException | IOException taken) {
      return false;
    }
  }

  /** Takes a port on loopback and keeps it until closed. */
  static ServerSocket bindLoopback(int port) {
    try {
      return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
