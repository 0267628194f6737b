// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went out on one stream. Written by the sender until the stream ends, then only read. */
final class Batch {
  private final int[] templates;
  private final int[] minutes;
  private final List<SampledTrace> samples = new ArrayList<>(2);
  private int size;

  Batch(int capacity) {
    templates = new int[capacity];
    minutes = new int[capacity];
  }

  void add(int template, int minute, @Nullable SampledTrace sample) {
    templates[size] = template;
    minutes[size] = minute;
    size++;
    if (sample != null) {
      samples.add(sample);
    }
  }

  boolean full() {
    return size == templates.length;
  }

  int size() {
    return size;
  }

  int template(int index) {
    return templates[index];
  }

  /** Minutes since 1970. */
  int minute(int index) {
    return minutes[index];
  }

  List<SampledTrace> samples() {
    return samples;
  }
}
