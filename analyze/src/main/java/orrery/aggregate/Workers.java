// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayList;
import java.util.List;

/**
 * A fixed number of workers; each thread always gets the same one, so an I/O thread rarely meets
 * another at its worker's lock.
 */
final class Workers {
  private final List<Worker> workers = new ArrayList<>();

  Workers(int count, Entities entities, int apdexMillis) {
    for (int i = 0; i < count; i++) {
      workers.add(new Worker(entities, apdexMillis));
    }
  }

  Worker mine() {
    return workers.get((int) (Thread.currentThread().threadId() % workers.size()));
  }

  List<Worker.Gathered> swap(boolean forgetNames) {
    List<Worker.Gathered> gathered = new ArrayList<>(workers.size());
    for (Worker worker : workers) {
      gathered.add(worker.swap(forgetNames));
    }
    return gathered;
  }
}
