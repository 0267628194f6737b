// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.util.List;

/**
 * JVM samples of one instance, one a second as a rule. Memory is in bytes, times in milliseconds.
 */
public record JvmReport(String service, String instance, List<Sample> samples) {

  /**
   * @param cpuPercent of all cores together, 0 to 100
   */
  public record Sample(
      long timeMillis,
      double cpuPercent,
      List<Memory> memory,
      List<MemoryPool> pools,
      List<Collection> collections,
      Threads threads,
      Classes classes) {}

  /** Heap or non-heap memory. {@code max} is -1 where the JVM sets no limit. */
  public record Memory(boolean heap, long init, long max, long used, long committed) {}

  /** One memory pool. */
  public record MemoryPool(PoolType type, long init, long max, long used, long committed) {}

  /** Collections since the previous sample. */
  public record Collection(Phase phase, long count, long timeMillis) {}

  public record Threads(
      long live,
      long daemon,
      long peak,
      long runnable,
      long blocked,
      long waiting,
      long timedWaiting) {
    public static final Threads NONE = new Threads(0, 0, 0, 0, 0, 0, 0);
  }

  public record Classes(long loaded, long totalUnloaded, long totalLoaded) {
    public static final Classes NONE = new Classes(0, 0, 0);
  }

  /** Ordinals are the wire's numbers. */
  public enum Phase {
    NEW,
    OLD,
    NORMAL
  }

  /** Ordinals are the wire's numbers. */
  public enum PoolType {
    CODE_CACHE,
    NEWGEN,
    OLDGEN,
    SURVIVOR,
    PERMGEN,
    METASPACE,
    ZHEAP,
    COMPRESSED_CLASS_SPACE,
    CODEHEAP_NON_NMETHODS,
    CODEHEAP_PROFILED_NMETHODS,
    CODEHEAP_NON_PROFILED_NMETHODS
  }
}
