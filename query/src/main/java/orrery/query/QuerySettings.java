// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import java.time.Duration;
import orrery.model.settings.Settings;

/**
 * Bounds on queries, and how long data is kept (to tell clients; the pipeline does the keeping).
 *
 * @param maxComplexity fields one request may ask for, fragments and aliases counted each time
 * @param maxDepth how deep selections may be nested
 * @param maxDocumentChars longest GraphQL document
 * @param maxAnswerBytes largest answer
 * @param timeout after that no further field of a request is begun
 * @param parallelReads fields read from the store at once, over all requests
 * @param recordDays how long records are kept
 * @param metricDays how long metrics are kept
 */
public record QuerySettings(
    int maxComplexity,
    int maxDepth,
    int maxDocumentChars,
    int maxAnswerBytes,
    Duration timeout,
    int parallelReads,
    int recordDays,
    int metricDays) {

  public static QuerySettings read(Settings settings) {
    return new QuerySettings(
        settings.number(
            "SW_QUERY_MAX_QUERY_COMPLEXITY",
            10_000,
            100,
            1_000_000,
            "Fields one GraphQL request may ask for"),
        settings.number(
            "SW_ORRERY_QUERY_MAX_DEPTH", 20, 10, 100, "How deep a GraphQL request may be nested"),
        settings.number(
            "SW_ORRERY_QUERY_MAX_DOCUMENT_CHARACTERS",
            1_000_000,
            10_000,
            100_000_000,
            "Longest GraphQL document, in characters"),
        settings.number(
            "SW_ORRERY_QUERY_MAX_ANSWER_BYTES",
            64 << 20,
            1 << 20,
            1 << 30,
            "Largest GraphQL answer, in bytes"),
        Duration.ofSeconds(
            settings.number(
                "SW_ORRERY_QUERY_TIMEOUT_SECONDS",
                30,
                1,
                3600,
                "After so many seconds no further field of a GraphQL request is begun")),
        settings.number(
            "SW_ORRERY_QUERY_PARALLEL_READS",
            8,
            1,
            256,
            "GraphQL fields read from the store at once, over all requests"),
        settings.number(
            "SW_CORE_RECORD_DATA_TTL", 3, 1, 3650, "Days traces, logs and the like are kept"),
        settings.number(
            "SW_CORE_METRICS_DATA_TTL", 7, 1, 3650, "Days metrics and their entities are kept"));
  }
}
