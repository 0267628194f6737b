// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

/** Keeps what storage can never take from holding up everything else. */
final class Isolation {
  private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);

  private Isolation() {}

  /**
   * Reads what writing can do without; the fallback where storage fails in a way that trying again
   * cannot cure.
   *
   * @throws Fault when trying again may help
   */
  static <T> T read(Supplier<T> store, T fallback) {
    try {
      return store.get();
    } catch (Fault.Unavailable | Fault.Overloaded fault) {
      throw fault;
    } catch (RuntimeException incurable) {
      LOG.error("Storage cannot answer, going on without", incurable);
      return fallback;
    }
  }

  /**
   * Writes a batch. Where storage fails in a way that trying again cannot cure, halves the batch
   * until the culprit stands alone, drops that, counts it and says so.
   *
   * @throws Fault when trying again may help; some may be written then
   */
  static <T> void write(List<T> batch, Consumer<List<T>> store, Telemetry telemetry) {
    try {
      store.accept(batch);
      return;
    } catch (Fault.Unavailable | Fault.Overloaded fault) {
      throw fault;
    } catch (RuntimeException incurable) {
      if (batch.size() == 1) {
        telemetry.counter(SelfMetric.ORRERY_ROWS_REJECTED).increment();
        LOG.error("Storage can never take this row, it is dropped: {}", batch, incurable);
        return;
      }
    }
    int middle = batch.size() / 2;
    write(batch.subList(0, middle), store, telemetry);
    write(batch.subList(middle, batch.size()), store, telemetry);
  }
}
