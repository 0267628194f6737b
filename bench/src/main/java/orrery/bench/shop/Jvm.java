// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import java.util.random.RandomGenerator;
import org.apache.skywalking.apm.network.common.v3.CPU;
import org.apache.skywalking.apm.network.language.agent.v3.Class;
import org.apache.skywalking.apm.network.language.agent.v3.GC;
import org.apache.skywalking.apm.network.language.agent.v3.GCPhase;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetric;
import org.apache.skywalking.apm.network.language.agent.v3.Memory;
import org.apache.skywalking.apm.network.language.agent.v3.MemoryPool;
import org.apache.skywalking.apm.network.language.agent.v3.PoolType;
import org.apache.skywalking.apm.network.language.agent.v3.Thread;

/** The JVM of one Java instance: a heap that fills and is collected, some threads. */
final class Jvm {
  private static final long MIB = 1 << 20;
  private static final long HEAP_MAX = 512 * MIB;

  private final RandomGenerator random;
  private long live = 90 * MIB;
  private long young = 10 * MIB;

  Jvm(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The sample of one second.
   *
   * @param load 0 to 1, of the day's peak
   */
  JVMMetric sample(long timeMillis, double load) {
    young += (long) ((6 + random.nextInt(6)) * MIB * load);
    JVMMetric.Builder metric =
        JVMMetric.newBuilder()
            .setTime(timeMillis)
            .setCpu(CPU.newBuilder().setUsagePercent(2 + 30 * load + random.nextDouble() * 6));
    boolean minor = young > 128 * MIB;
    if (minor) {
      young = 4 * MIB;
      live += 3 * MIB;
    }
    boolean major = live > 320 * MIB;
    if (major) {
      live = 90 * MIB;
    }
    long used = live + young;
    metric
        .addGc(collection(GCPhase.NEW, minor, 8 + random.nextInt(14)))
        .addGc(collection(GCPhase.OLD, major, 90 + random.nextInt(120)))
        .addMemory(memory(true, used, HEAP_MAX))
        .addMemory(memory(false, 84 * MIB, -1))
        .addMemoryPool(pool(PoolType.NEWGEN_USAGE, young, 160 * MIB))
        .addMemoryPool(pool(PoolType.OLDGEN_USAGE, live, 352 * MIB))
        .addMemoryPool(pool(PoolType.METASPACE_USAGE, 62 * MIB, -1))
        .addMemoryPool(pool(PoolType.CODE_CACHE_USAGE, 22 * MIB, 240 * MIB));
    int busy = (int) (20 * load);
    return metric
        .setThread(
            Thread.newBuilder()
                .setLiveCount(48 + busy)
                .setDaemonCount(40)
                .setPeakCount(72)
                .setRunnableStateThreadCount(6 + busy)
                .setBlockedStateThreadCount(random.nextInt(2))
                .setWaitingStateThreadCount(24)
                .setTimedWaitingStateThreadCount(18))
        .setClazz(Class.newBuilder().setLoadedClassCount(11_840).setTotalLoadedClassCount(11_902))
        .build();
  }

  private static GC collection(GCPhase phase, boolean happened, int millis) {
    return GC.newBuilder()
        .setPhase(phase)
        .setCount(happened ? 1 : 0)
        .setTime(happened ? millis : 0)
        .build();
  }

  private static Memory memory(boolean heap, long used, long max) {
    return Memory.newBuilder()
        .setIsHeap(heap)
        .setInit(64 * MIB)
        .setMax(max)
        .setUsed(used)
        .setCommitted(used + used / 4)
        .build();
  }

  private static MemoryPool pool(PoolType type, long used, long max) {
    return MemoryPool.newBuilder()
        .setType(type)
        .setInit(8 * MIB)
        .setMax(max)
        .setUsed(used)
        .setCommitted(used + used / 4)
        .build();
  }
}
