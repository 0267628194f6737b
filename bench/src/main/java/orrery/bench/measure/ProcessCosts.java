// SPDX-License-Identifier: Apache-2.0
package orrery.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the kernel counted for a process: {@code proc(5)}, so on Linux only. */
final class ProcessCosts {
  /** What the kernel counts CPU time in, on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** User and system time, the 14th and 15th field of {@code stat}, counted after the name. */
  private static final int OWN = 11;

  /** Likewise of children that have ended. */
  private static final int CHILDREN = 13;

  private ProcessCosts() {}

  /**
   * CPU seconds of a process alone.
   *
   * @throws IOException when there is no such process
   */
  static double of(long pid) throws IOException {
    return ticks(pid, OWN) / TICKS_PER_SECOND;
  }

  /** CPU seconds of a process and all it started, those that have ended included. */
  static double ofTree(long pid) {
    LongStream pids =
        ProcessHandle.of(pid).stream()
            .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
            .mapToLong(ProcessHandle::pid);
    return pids.map(ProcessCosts::allTicks).sum() / TICKS_PER_SECOND;
  }

  private static long allTicks(long pid) {
    try {
      return ticks(pid, OWN) + ticks(pid, CHILDREN);
    } catch (IOException ended) {
      return 0;
    }
  }

  private static long ticks(long pid, int field) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The name, in parentheses, may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1]);
  }
}
