// SPDX-License-Identifier: Apache-2.0
package orrery.server.telemetry;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import orrery.server.telemetry.Exposition.Labels;

/**
 * The JVM and the process, under the names that SkyWalking's own dashboards read, and under
 * Prometheus' newer ones where those differ.
 */
final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");

  void write(Exposition out) {
    process(out);
    memory(out);
    threads(out);
    collectors(out);
    out.family("jvm_classes_loaded", "gauge", "Classes loaded now")
        .sample(
            "jvm_classes_loaded", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }

  private static void process(Exposition out) {
    double cpuSeconds = 0;
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      cpuSeconds = system.getProcessCpuTime() / 1e9;
    }
    out.family("process_cpu_seconds_total", "counter", "CPU time used")
        .sample("process_cpu_seconds_total", cpuSeconds);
    out.family("process_start_time_seconds", "gauge", "Start, in seconds since 1970")
        .sample(
            "process_start_time_seconds",
            ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    long residentBytes = residentBytes();
    if (residentBytes > 0) {
      out.family("process_resident_memory_bytes", "gauge", "Resident memory")
          .sample("process_resident_memory_bytes", residentBytes);
    }
  }

  private static void memory(Exposition out) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    MemoryUsage rest = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    for (String name : new String[] {"jvm_memory_bytes_used", "jvm_memory_used_bytes"}) {
      out.family(name, "gauge", "Memory in use").sample(name, area("heap"), heap.getUsed());
      out.sample(name, area("nonheap"), rest.getUsed());
    }
    for (String name : new String[] {"jvm_memory_bytes_committed", "jvm_memory_committed_bytes"}) {
      out.family(name, "gauge", "Memory held").sample(name, area("heap"), heap.getCommitted());
      out.sample(name, area("nonheap"), rest.getCommitted());
    }
    for (String name : new String[] {"jvm_memory_bytes_max", "jvm_memory_max_bytes"}) {
      out.family(name, "gauge", "Most memory to be held, -1 without a bound")
          .sample(name, area("heap"), heap.getMax());
      out.sample(name, area("nonheap"), rest.getMax());
    }
    out.family("jvm_memory_pool_bytes_used", "gauge", "Memory in use, by pool");
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      out.sample(
          "jvm_memory_pool_bytes_used",
          Labels.NONE.and("pool", pool.getName()),
          pool.getUsage().getUsed());
    }
    out.family("jvm_buffer_pool_used_bytes", "gauge", "Buffers outside of the heap");
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      out.sample(
          "jvm_buffer_pool_used_bytes",
          Labels.NONE.and("pool", pool.getName()),
          pool.getMemoryUsed());
    }
  }

  private static void threads(Exposition out) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    out.family("jvm_threads_current", "gauge", "Platform threads")
        .sample("jvm_threads_current", threads.getThreadCount());
    out.family("jvm_threads_daemon", "gauge", "Platform threads that keep nothing alive")
        .sample("jvm_threads_daemon", threads.getDaemonThreadCount());
    out.family("jvm_threads_peak", "gauge", "Most platform threads so far")
        .sample("jvm_threads_peak", threads.getPeakThreadCount());
  }

  private static void collectors(Exposition out) {
    String name = "jvm_gc_collection_seconds";
    out.family(name, "summary", "Time spent collecting garbage");
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      Labels labels = Labels.NONE.and("gc", collector.getName());
      out.sample(name + "_count", labels, collector.getCollectionCount());
      out.sample(name + "_sum", labels, collector.getCollectionTime() / 1e3);
    }
  }

  private static Labels area(String area) {
    return Labels.NONE.and("area", area);
  }

  /** 0 where the system does not tell. */
  private static long residentBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
