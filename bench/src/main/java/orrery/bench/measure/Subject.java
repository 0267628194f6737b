// SPDX-License-Identifier: Apache-2.0
package orrery.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import orrery.model.Fault;

/** A server under test, in a process of its own; costs are read from /proc, so on Linux only. */
final class Subject implements AutoCloseable {
  private static final int STOP_SECONDS = 60;

  private final Process process;
  private final Path log;
  private final long startedNanos = System.nanoTime();

  /**
   * @param log takes what the process prints
   */
  Subject(List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    this.log = log;
    try {
      this.process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + String.join(" ", command), e);
    }
  }

  /** Waits until it answers; the milliseconds that took since its start. */
  long awaitReady(BooleanSupplier answers) {
    while (!answers.getAsBoolean()) {
      if (!process.isAlive() || seconds() > 60) {
        throw new Fault.Unavailable("the server did not start; see " + log);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Fault.Unavailable("interrupted", e);
      }
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
  }

  /** CPU time used so far. */
  double cpuSeconds() {
    try {
      return ProcessCosts.of(process.pid());
    } catch (IOException e) {
      throw new Fault.Unavailable("the server is gone; see " + log, e);
    }
  }

  /** Memory in RAM now. */
  double rssMegabytes() {
    return status("VmRSS");
  }

  /** The most memory in RAM so far. */
  double peakRssMegabytes() {
    return status("VmHWM");
  }

  /** Asks it to stop and waits for it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new Fault.Unavailable("the server did not stop within a minute; see " + log);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private double seconds() {
    return (System.nanoTime() - startedNanos) / 1e9;
  }

  private double status(String name) {
    return read("status")
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
        .findFirst()
        .orElse(Double.NaN);
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      throw new Fault.Unavailable("the server is gone; see " + log, e);
    }
  }
}
