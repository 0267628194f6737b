// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orrery.aggregate.AggregationSettings;
import orrery.aggregate.CommitSettings;
import orrery.model.settings.Settings;

/**
 * All there is to set about what becomes of reports.
 *
 * @param aggregation how facts become rows
 * @param segments what is kept of segments
 * @param slow what counts as slow
 * @param componentsWithoutAddress components that call through something that hides the callee's
 *     address: no relation between instances is drawn
 * @param maxAheadMillis how far a reporter's clock may be ahead
 */
public record PipelineSettings(
    AggregationSettings aggregation,
    SegmentSettings segments,
    SlowSettings slow,
    Set<Integer> componentsWithoutAddress,
    long maxAheadMillis) {

  public PipelineSettings {
    componentsWithoutAddress = Set.copyOf(componentsWithoutAddress);
  }

  /** Which spans decide whether a segment counts as failed. */
  enum ErrorStrategy {
    FROM_SPAN_STATUS,
    FROM_ENTRY_SPAN,
    FROM_FIRST_SPAN
  }

  /**
   * What is kept of segments; metrics count all of them.
   *
   * @param searchableTags keys of tags that traces can be searched by
   * @param sampleRate how many of 10,000 traces are kept
   * @param forceErrors whether failed segments are kept whatever the rate
   * @param slowMillis segments that took at least so long are kept whatever the rate; negative for
   *     none
   */
  record SegmentSettings(
      ErrorStrategy errors,
      Set<String> searchableTags,
      int sampleRate,
      boolean forceErrors,
      int slowMillis) {
    static SegmentSettings read(Settings settings) {
      return new SegmentSettings(
          ErrorStrategy.valueOf(
              settings.choice(
                  "SW_SEGMENT_STATUS_ANALYSIS_STRATEGY",
                  "FROM_SPAN_STATUS",
                  List.of("FROM_SPAN_STATUS", "FROM_ENTRY_SPAN", "FROM_FIRST_SPAN"),
                  "Which spans make a segment failed: any, the entry span, or the first")),
          Set.copyOf(
              new HashSet<>(
                  settings.list(
                      "SW_SEARCHABLE_TAG_KEYS",
                      "http.method,http.status_code,rpc.status_code,db.type,db.instance,"
                          + "mq.queue,mq.topic,mq.broker",
                      "Keys of span tags that traces can be searched by"))),
          settings.number(
              "SW_TRACE_SAMPLE_RATE",
              10_000,
              0,
              10_000,
              "How many of 10,000 traces are kept; metrics count all of them"),
          settings.flag(
              "SW_FORCE_SAMPLE_ERROR_SEGMENT",
              true,
              "Whether segments with errors are kept whatever the sample rate"),
          settings.number(
              "SW_SLOW_TRACE_SEGMENT_THRESHOLD",
              -1,
              -1,
              Integer.MAX_VALUE,
              "Segments that take at least so many milliseconds are kept whatever the sample rate;"
                  + " -1 for none"));
    }
  }

  /** What counts as slow. */
  record SlowSettings(Thresholds database, Thresholds cacheRead, Thresholds cacheWrite) {
    static SlowSettings read(Settings settings) {
      String doc = "From how many milliseconds on %s is slow, by type; 0 for never";
      return new SlowSettings(
          Thresholds.read(
              settings,
              "SW_SLOW_DB_THRESHOLD",
              "default:200,mongodb:100",
              doc.formatted("a database statement")),
          Thresholds.read(
              settings,
              "SW_SLOW_CACHE_READ_THRESHOLD",
              "default:20,redis:10",
              doc.formatted("reading from a cache")),
          Thresholds.read(
              settings,
              "SW_SLOW_CACHE_WRITE_THRESHOLD",
              "default:20,redis:10",
              doc.formatted("writing to a cache")));
    }
  }

  /** Reads the settings. */
  public static PipelineSettings read(Settings settings) {
    return read(settings, CommitSettings.INTERVAL_MILLIS);
  }

  /** Likewise; the default interval of commits is what suits the storage. */
  public static PipelineSettings read(Settings settings, int defaultCommitIntervalMillis) {
    return new PipelineSettings(
        AggregationSettings.read(settings, defaultCommitIntervalMillis),
        SegmentSettings.read(settings),
        SlowSettings.read(settings),
        components(settings),
        1000L
            * settings.number(
                "SW_ORRERY_MAX_AHEAD_SECONDS",
                3600,
                0,
                86_400,
                "How far a reporter's clock may be ahead before what it reports is dropped, in"
                    + " seconds"));
  }

  private static Set<Integer> components(Settings settings) {
    String name = "SW_NO_UPSTREAM_REAL_ADDRESS";
    Set<Integer> components = new HashSet<>();
    for (String item :
        settings.list(
            name,
            "6000,9000",
            "Numbers of components whose callers do not know the callee's real address")) {
      try {
        components.add(Integer.valueOf(item));
      } catch (NumberFormatException e) {
        settings.problem(name + ": \"" + item + "\" cannot be used: expected a whole number");
      }
    }
    return components;
  }
}
