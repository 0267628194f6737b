// SPDX-License-Identifier: Apache-2.0
package orrery.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

/** Settings and counts of the log. */
public final class Logging {
  private Logging() {}

  /**
   * Applies the level, takes in what libraries log by {@code java.util.logging}, and counts
   * warnings and errors from now on.
   */
  public static void start(String level, Telemetry telemetry) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // another logging library was put in our place; it has its own settings
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(level));
    Counter counter =
        new Counter(
            telemetry.counter(SelfMetric.ORRERY_LOG_EVENTS, "warn"),
            telemetry.counter(SelfMetric.ORRERY_LOG_EVENTS, "error"));
    counter.setContext(context);
    counter.start();
    root.addAppender(counter);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static final class Counter extends AppenderBase<ILoggingEvent> {
    private final LongAdder warnings;
    private final LongAdder errors;

    Counter(LongAdder warnings, LongAdder errors) {
      this.warnings = warnings;
      this.errors = errors;
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        errors.increment();
      } else if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
        warnings.increment();
      }
    }
  }
}
