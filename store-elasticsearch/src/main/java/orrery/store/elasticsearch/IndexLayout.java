// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orrery.store.RecordKind;
import orrery.store.Schema;

/**
 * How indices of one of the three kinds look: their settings and which fields can be searched.
 * Everything else in a document is kept and not looked at ({@code dynamic: false}).
 *
 * @param name {@code records}, {@code metrics} or {@code catalog}
 * @param pattern of the indices, or the one index
 * @param days that share an index; 0 for the one index of all days
 * @param version grows with every change, so that a node of an older Orrery leaves a newer layout
 *     alone
 * @param settings JSON object
 * @param properties JSON object, the fields
 */
record IndexLayout(
    String name, String pattern, int days, int version, String settings, String properties) {
  /** Counts changes of this class; the number of fields of all record kinds is added. */
  private static final int REVISION = 1;

  /** Longer tags and names are kept, but cannot be searched: Lucene's terms have 32,766 bytes. */
  private static final int LONGEST_TERM = 10_922;

  private static final String WRITING = ".write";
  private static final String LONG = "{\"type\":\"long\",\"doc_values\":false}";
  private static final String SORTED_LONG = "{\"type\":\"long\"}";
  private static final String STORED_LONG = "{\"type\":\"long\",\"index\":false}";
  private static final String WORD = "{\"type\":\"keyword\",\"doc_values\":false}";
  private static final String TERM = "{\"type\":\"keyword\",\"ignore_above\":" + LONGEST_TERM + "}";

  /**
   * Records of all kinds share an index: fewer shards. Blocks of payloads lie among them and have
   * no field that can be found.
   */
  static IndexLayout records(Days days, ElasticsearchSettings.Layout layout) {
    Set<String> ranked = new LinkedHashSet<>();
    Set<String> fields = new LinkedHashSet<>();
    for (RecordKind kind : Schema.RECORD_KINDS) {
      fields.addAll(kind.fields());
      if (kind.ranked() != null) {
        ranked.add(kind.ranked());
      }
    }
    StringBuilder properties = new StringBuilder();
    properties.append("\"kind\":").append(WORD);
    properties.append(",\"time\":{\"type\":\"date\",\"format\":\"epoch_millis\"}");
    properties.append(",\"id\":").append(STORED_LONG);
    properties.append(",\"tags\":").append(TERM);
    properties.append(",\"tag_keys\":").append(TERM);
    for (String field : fields) {
      properties
          .append(",\"" + RecordDocument.FIELD)
          .append(field)
          .append("\":")
          .append(ranked.contains(field) ? SORTED_LONG : LONG);
    }
    return new IndexLayout(
        "records",
        days.pattern(),
        days.step(),
        REVISION * 1_000 + fields.size(),
        settings(
            layout, "\"codec\":\"best_compression\",\"translog.flush_threshold_size\":\"128mb\""),
        "{" + properties + "}");
  }

  /** Packs of metric rows, which are packed already and often rewritten. */
  static IndexLayout metrics(Days days, ElasticsearchSettings.Layout layout) {
    return new IndexLayout(
        "metrics",
        days.pattern(),
        days.step(),
        REVISION * 1_000,
        settings(layout, "\"refresh_interval\":\"5s\",\"translog.flush_threshold_size\":\"32mb\""),
        "{\"family\":"
            + WORD
            + ",\"bucket\":{\"type\":\"date\",\"format\":\"epoch_millis\"},\"part\":"
            + SORTED_LONG
            + ",\"writer\":"
            + STORED_LONG
            + "}");
  }

  /** The catalogue: one index for all days. */
  static IndexLayout catalog(String index, ElasticsearchSettings.Layout layout) {
    return new IndexLayout(
        "catalog",
        index,
        0,
        REVISION * 1_000,
        settings(
            new ElasticsearchSettings.Layout(layout.prefix(), 1, 1, layout.replicas()),
            "\"refresh_interval\":\"5s\",\"translog.flush_threshold_size\":\"32mb\""),
        "{\"kind\":"
            + LONG
            + ",\"key\":"
            + STORED_LONG
            + ",\"owner\":"
            + LONG
            + ",\"name\":"
            + TERM
            + ",\"seen\":"
            + LONG
            + "}");
  }

  private static String settings(ElasticsearchSettings.Layout layout, String more) {
    // as many replicas as asked for, yet healthy on a single node
    String replicas =
        layout.replicas() == 0
            ? "\"number_of_replicas\":0"
            : "\"auto_expand_replicas\":\"0-" + layout.replicas() + "\"";
    return "{\"index\":{\"number_of_shards\":"
        + layout.shards()
        + ","
        + replicas
        + ","
        + more
        + "}}";
  }

  private String mappings() {
    return "{\"dynamic\":false,\"_meta\":{\"orrery\":"
        + version
        + ",\"days\":"
        + days
        + "},\"properties\":"
        + properties
        + "}";
  }

  /**
   * The name under which is written to an index. It exists only where this class made the index: a
   * cluster would make an index of any other name by itself when it is written to, and guess the
   * fields where the template is gone, too.
   */
  static String writing(String index) {
    return index + WRITING;
  }

  /** The body that creates an index of this layout, whether or not the template is there. */
  String index(String index) {
    return "{\"aliases\":{\"" + writing(index) + "\":{}}," + content().substring(1);
  }

  private String content() {
    return "{\"settings\":" + settings + ",\"mappings\":" + mappings() + "}";
  }

  /** The body that upgrades an index of an older version while it is used. */
  String upgrade() {
    return mappings();
  }

  /** The body of the template, for indices that come into being without being created. */
  String template() {
    return "{\"index_patterns\":[\""
        + pattern
        + "\"],\"priority\":500,\"version\":"
        + version
        + ",\"_meta\":{\"made by\":\"Orrery\"},\"template\":"
        + content()
        + "}";
  }

  /** Of all three shapes. */
  static List<IndexLayout> all(Names names, ElasticsearchSettings.Layout layout) {
    return List.of(
        records(names.records(), layout),
        metrics(names.metrics(), layout),
        catalog(names.catalog(), layout));
  }

  /** Names of indices. */
  record Names(Days records, Days metrics, String catalog) {
    static Names of(ElasticsearchSettings.Layout layout) {
      String stem = layout.prefix() + "orrery_";
      return new Names(
          new Days(stem + "records-", layout.dayStep()),
          new Days(stem + "metrics-", layout.dayStep()),
          stem + "catalog");
    }
  }
}
