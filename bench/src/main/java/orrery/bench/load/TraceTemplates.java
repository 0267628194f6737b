// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Every trace a landscape can produce, {@value #VARIANTS} for each endpoint in front: with other
 * instances, other times, and once in a while an error. The same seed makes the same traces in the
 * same order.
 */
final class TraceTemplates {
  /** Twice the default number of instances, so that each is used alike. */
  private static final int VARIANTS = 6;

  private static final int FACTORS = 4096;
  private static final double FACTOR_SIGMA = 0.5;

  private final List<TraceTemplate> traces;
  private final List<SegmentTemplate> segments;
  private final double[] factors = new double[FACTORS];

  /**
   * @param idPrefix sets the ids of this run apart from those of others
   */
  TraceTemplates(Landscape landscape, long seed, String idPrefix) {
    Random random = new Random(seed);
    TraceEncoder encoder = new TraceEncoder(landscape, random, idPrefix);
    List<TraceTemplate> made = new ArrayList<>();
    for (int variant = 0; variant < VARIANTS; variant++) {
      for (Landscape.Place front : landscape.fronts()) {
        made.add(encoder.trace(front));
      }
    }
    Collections.shuffle(made, random);
    traces = List.copyOf(made);
    segments =
        made.stream()
            .flatMap(trace -> trace.segments().stream())
            .sorted(Comparator.comparingInt(SegmentTemplate::number))
            .toList();
    for (int i = 0; i < FACTORS; i++) {
      factors[i] = Math.min(20, Math.exp(FACTOR_SIGMA * random.nextGaussian()));
    }
  }

  /** The template of the run's n-th trace. */
  TraceTemplate trace(long n) {
    return traces.get((int) (n % traces.size()));
  }

  /** How far the run's n-th trace is stretched: log-normal around 1, 20 at most. */
  double factor(long n) {
    // Another period than the templates', so that a template meets every factor.
    return factors[(int) ((n * 0x9e3779b97f4a7c15L) >>> 52)];
  }

  /** All segments, by their number. */
  List<SegmentTemplate> segments() {
    return segments;
  }
}
