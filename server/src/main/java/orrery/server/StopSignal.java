// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT. The first asks to stop, and from then on the process ends within a limit; the
 * second ends it at once.
 *
 * <p>Shutdown hooks cannot do this: once they run, the JVM heeds no further signal, and the exit
 * code is the signal's even after a stop in good order.
 */
final class StopSignal {
  private static final Logger log = LoggerFactory.getLogger("stop");

  private final Duration limit;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicInteger signals = new AtomicInteger();

  private StopSignal(Duration limit) {
    this.limit = limit;
  }

  /**
   * Heeds signals from now on.
   *
   * @param limit after so long the process is ended, stopped or not
   */
  static StopSignal heed(Duration limit) {
    StopSignal signal = new StopSignal(limit);
    try {
      for (String name : List.of("TERM", "INT")) {
        signal.handle(name);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Java was told to leave signals alone (-Xrs) or has no such class.
      log.debug("signals cannot be heeded; a signal ends the process at once", e);
    }
    return signal;
  }

  /** Whether somebody asked to stop. */
  boolean asked() {
    return asked.getCount() == 0;
  }

  /** Waits until somebody asks to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  /**
   * The compiler warns of sun.misc.Signal, though nothing else replaces it; hence by reflection.
   */
  @SuppressWarnings("ReferenceEquality") // a handler is equal to itself alone
  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object proxy =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> self == arguments[0];
                  case "hashCode" -> System.identityHashCode(self);
                  case "toString" -> "StopSignal";
                  default -> received(name);
                });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
  }

  /** Returns nothing, as the handler's method does. */
  private Object received(String name) {
    if (signals.incrementAndGet() == 1) {
      log.info("SIG{}: stopping; this takes {} s at most", name, limit.toSeconds());
      Thread.ofPlatform().daemon().name("stop-limit").start(this::endAfterLimit);
      asked.countDown();
    } else {
      log.warn("SIG{} again: ending at once", name);
      Runtime.getRuntime().halt(Boot.FAILED);
    }
    return new Object();
  }

  private void endAfterLimit() {
    try {
      Thread.sleep(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    log.error("still stopping after {} s (SW_ORRERY_STOP_SECONDS); ending now", limit.toSeconds());
    Runtime.getRuntime().halt(Boot.FAILED);
  }
}
