// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import orrery.aggregate.Entity;
import orrery.aggregate.Family;
import orrery.aggregate.Worker;
import orrery.model.JvmReport;
import orrery.model.JvmReport.Sample;
import orrery.model.Layer;
import orrery.store.MetricFamily;
import orrery.store.Schema;

/** Adds JVM samples up by minute. */
final class JvmAnalysis {
  private static final MetricFamily JVM = Schema.JVM;
  private static final int SAMPLES = JVM.index("samples");
  private static final int CPU = JVM.index("cpu");
  private static final int HEAP_USED = JVM.index("heap_used");
  private static final int HEAP_MAX = JVM.index("heap_max");
  private static final int NONHEAP_USED = JVM.index("nonheap_used");
  private static final int NONHEAP_MAX = JVM.index("nonheap_max");
  private static final int YOUNG_GC_COUNT = JVM.index("young_gc_count");
  private static final int OLD_GC_COUNT = JVM.index("old_gc_count");
  private static final int NORMAL_GC_COUNT = JVM.index("normal_gc_count");
  private static final int THREADS_LIVE = JVM.index("threads_live");
  private static final int CLASSES_LOADED = JVM.index("classes_loaded");

  private final TimeWindow window;

  JvmAnalysis(TimeWindow window) {
    this.window = window;
  }

  void analyze(Worker worker, JvmReport report, long nowMillis) {
    Entity service = worker.names().service(report.service(), true);
    Entity instance = worker.names().instance(service, report.instance());
    worker.sightService(service, Layer.GENERAL, nowMillis);
    worker.sightInstance(instance, Layer.GENERAL, nowMillis);
    for (Sample sample : report.samples()) {
      if (window.admits(sample.timeMillis(), nowMillis)) {
        add(sample, worker.measures(Family.JVM, instance, sample.timeMillis()));
      }
    }
  }

  private static void add(Sample sample, long[] sums) {
    sums[SAMPLES]++;
    sums[CPU] += Math.round(sample.cpuPercent() * 100);
    for (JvmReport.Memory memory : sample.memory()) {
      sums[memory.heap() ? HEAP_USED : NONHEAP_USED] += memory.used();
      sums[memory.heap() ? HEAP_MAX : NONHEAP_MAX] += memory.max();
    }
    for (JvmReport.MemoryPool pool : sample.pools()) {
      sums[JVM.index(Schema.poolUsed(pool.type()))] += pool.used();
      sums[JVM.index(Schema.poolSamples(pool.type()))]++;
    }
    for (JvmReport.Collection collection : sample.collections()) {
      int count =
          switch (collection.phase()) {
            case NEW -> YOUNG_GC_COUNT;
            case OLD -> OLD_GC_COUNT;
            case NORMAL -> NORMAL_GC_COUNT;
          };
      sums[count] += collection.count();
      sums[count + 1] += collection.timeMillis();
    }
    JvmReport.Threads threads = sample.threads();
    addAll(
        sums,
        THREADS_LIVE,
        threads.live(),
        threads.daemon(),
        threads.peak(),
        threads.runnable(),
        threads.blocked(),
        threads.waiting(),
        threads.timedWaiting());
    JvmReport.Classes classes = sample.classes();
    addAll(sums, CLASSES_LOADED, classes.loaded(), classes.totalUnloaded(), classes.totalLoaded());
  }

  /** The schema lists these measures one after the other, in the report's order. */
  private static void addAll(long[] sums, int first, long... values) {
    for (int i = 0; i < values.length; i++) {
      sums[first + i] += values[i];
    }
  }
}
