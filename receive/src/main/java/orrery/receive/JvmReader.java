// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.util.List;
import org.apache.skywalking.apm.network.language.agent.v3.Class;
import org.apache.skywalking.apm.network.language.agent.v3.GC;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetric;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricCollection;
import org.apache.skywalking.apm.network.language.agent.v3.Memory;
import org.apache.skywalking.apm.network.language.agent.v3.MemoryPool;
import org.apache.skywalking.apm.network.language.agent.v3.Thread;
import orrery.model.JvmReport;
import orrery.receive.Texts.Limit;

/** Makes the model of JVM samples. Pools and phases of unknown kinds are left out. */
final class JvmReader {
  private JvmReader() {}

  static JvmReport report(JVMMetricCollection message, Texts texts) {
    return new JvmReport(
        texts.service(texts.clean(message.getService())),
        texts.clip(texts.clean(message.getServiceInstance()), Limit.INSTANCE),
        message.getMetricsList().stream().map(JvmReader::sample).toList());
  }

  private static JvmReport.Sample sample(JVMMetric metric) {
    return new JvmReport.Sample(
        metric.getTime(),
        metric.getCpu().getUsagePercent(),
        metric.getMemoryList().stream().map(JvmReader::memory).toList(),
        pools(metric.getMemoryPoolList()),
        collections(metric.getGcList()),
        threads(metric.getThread()),
        classes(metric.getClazz()));
  }

  private static JvmReport.Memory memory(Memory memory) {
    return new JvmReport.Memory(
        memory.getIsHeap(),
        memory.getInit(),
        memory.getMax(),
        memory.getUsed(),
        memory.getCommitted());
  }

  private static List<JvmReport.MemoryPool> pools(List<MemoryPool> pools) {
    JvmReport.PoolType[] types = JvmReport.PoolType.values();
    return pools.stream()
        .filter(pool -> pool.getTypeValue() >= 0 && pool.getTypeValue() < types.length)
        .map(pool ->
            new JvmReport.MemoryPool(
                types[pool.getTypeValue()],
                pool.getInit(),
                pool.getMax(),
                pool.getUsed(),
                pool.getCommitted()))
        .toList();
  }

  private static List<JvmReport.Collection> collections(List<GC> collections) {
    JvmReport.Phase[] phases = JvmReport.Phase.values();
    return collections.stream()
        .filter(gc -> gc.getPhaseValue() >= 0 && gc.getPhaseValue() < phases.length)
        .map(
            gc -> new JvmReport.Collection(phases[gc.getPhaseValue()], gc.getCount(), gc.getTime()))
        .toList();
  }

  private static JvmReport.Threads threads(Thread threads) {
    return new JvmReport.Threads(
        threads.getLiveCount(),
        threads.getDaemonCount(),
        threads.getPeakCount(),
        threads.getRunnableStateThreadCount(),
        threads.getBlockedStateThreadCount(),
        threads.getWaitingStateThreadCount(),
        threads.getTimedWaitingStateThreadCount());
  }

  private static JvmReport.Classes classes(Class classes) {
    return new JvmReport.Classes(
        classes.getLoadedClassCount(),
        classes.getTotalUnloadedClassCount(),
        classes.getTotalLoadedClassCount());
  }
}
