// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A process with a log file. Whatever a test starts is ended by its own id, at the latest when the
 * test's JVM ends.
 */
final class Child implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * @param environment added to what a child always gets: the PATH, HOME and Java of this JVM, the
   *     time zone UTC, and nothing else that could steer it
   */
  static Child start(String name, List<String> command, Map<String, String> environment) {
    Path log = Scratch.file("%03d-%s.log".formatted(NUMBER.incrementAndGet(), name));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TZ", "UTC");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new Child(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** Waits for a line that holds {@code text}; fails with the log when the process ends before. */
  Child awaitLine(String text) {
    Awaitility.await(name + " says \"" + text + "\"")
        .atMost(LONGEST_START)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          String soFar = log();
          if (!soFar.contains(text) && !isAlive()) {
            throw new AssertionError(name + " ended with " + await() + ":\n" + log());
          }
          return soFar.contains(text);
        });
    return this;
  }

  /** Everything it has printed so far. */
  String log() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end, at most as long as a stop may take, and gives the exit code. */
  int await() {
    try {
      if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " did not end within " + LONGEST_STOP + ":\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks it to end (SIGTERM), without waiting. */
  void terminate() {
    process.destroy();
  }

  /** Ends it without asking (SIGKILL). */
  void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void close() {
    if (isAlive()) {
      kill();
    }
  }
}
