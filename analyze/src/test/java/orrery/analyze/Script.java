// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import orrery.aggregate.Aggregation;
import orrery.aggregate.Standing;
import orrery.model.InstancePing;
import orrery.model.InstanceProperties;
import orrery.model.Layer;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLayer;
import orrery.model.SpanType;
import orrery.model.Tag;
import orrery.model.Tier;
import orrery.model.settings.Settings;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.EntityKey;
import orrery.store.MemoryStorage;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.Schema;
import orrery.store.SlowStatement;

/**
 * Plays one script: what is reported, then what must be stored, exactly. {@code README.md} beside
 * the scripts explains the notation.
 */
final class Script implements AutoCloseable {
  private static final Map<String, SpanLayer> LAYERS =
      Map.of(
          "database", SpanLayer.DATABASE,
          "rpc", SpanLayer.RPC_FRAMEWORK,
          "http", SpanLayer.HTTP,
          "mq", SpanLayer.MQ,
          "cache", SpanLayer.CACHE,
          "faas", SpanLayer.FAAS);

  private final MemoryStorage storage = new MemoryStorage();
  private final Telemetry telemetry = new Telemetry();
  private final ScriptNames names = new ScriptNames();
  private final Map<String, String> settings =
      new HashMap<>(Map.of("SW_ORRERY_COMMIT_INTERVAL_MILLIS", "10"));
  private final List<String> problems = new ArrayList<>();
  private long nowMillis = Instant.parse("2024-02-29T10:00:30Z").toEpochMilli();
  private int segments;
  private @Nullable Pipeline pipeline;

  void play(List<String> lines) {
    int at = 0;
    while (at < lines.size()) {
      String line = withoutComment(lines.get(at++));
      if (line.isBlank()) {
        continue;
      }
      List<String> block = new ArrayList<>();
      while (at < lines.size() && (lines.get(at).startsWith("  ") || lines.get(at).isBlank())) {
        String inner = withoutComment(lines.get(at++)).strip();
        if (!inner.isEmpty()) {
          block.add(inner);
        }
      }
      try {
        play(Words.of(line), block);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("line \"" + line + "\": " + e.getMessage(), e);
      }
    }
  }

  private static String withoutComment(String line) {
    int hash = line.indexOf('#');
    return hash < 0 ? line : line.substring(0, hash);
  }

  private void play(Words line, List<String> block) {
    switch (line.get(0)) {
      case "set" -> settings.put(line.get(1), line.get(2));
      case "clock" -> nowMillis = Instant.parse(line.get(1)).toEpochMilli();
      case "segment" -> pipeline().segment(segment(line, block));
      case "ping" ->
          pipeline()
              .keepAlive(new InstancePing(line.get(1), line.get(2), Layer.ofAgent(line.get(3))));
      case "properties" ->
          pipeline()
              .properties(
                  new InstanceProperties(
                      line.get(1), line.get(2), Layer.ofAgent(line.get(3)), tags(block)));
      case "jvm" -> pipeline().jvm(ScriptJvm.report(line, block));
      case "restart" -> close();
      case "expect" -> expect(line, block);
      default -> throw new IllegalArgumentException("no such command: " + line.get(0));
    }
  }

  private Pipeline pipeline() {
    Pipeline running = pipeline;
    if (running == null) {
      Settings read = new Settings(settings::get);
      running =
          new Pipeline(
              PipelineSettings.read(read),
              storage,
              telemetry,
              new Aggregation.Surroundings(
                  () -> Instant.ofEpochMilli(nowMillis), ZoneOffset.UTC, Standing.ALONE));
      problems.addAll(read.problems());
      running.start();
      pipeline = running;
    }
    return running;
  }

  @Override
  public void close() {
    if (pipeline != null) {
      pipeline.close();
      pipeline = null;
    }
  }

  private Segment segment(Words line, List<String> block) {
    segments++;
    List<Span> spans = new ArrayList<>();
    for (String span : block) {
      Words words = Words.of(span);
      for (int times = Integer.parseInt(words.value("times", "1")); times > 0; times--) {
        spans.add(span(words, spans.size()));
      }
    }
    return new Segment(
        line.value("trace", "trace-" + segments),
        line.value("id", "segment-" + segments),
        line.get(1),
        line.get(2),
        spans,
        false,
        PayloadFormat.SKYWALKING_SEGMENT,
        line.line().getBytes(StandardCharsets.UTF_8));
  }

  private Span span(Words words, int id) {
    String at = words.value("at");
    long start = at == null ? nowMillis - 30_000 : Instant.parse(at).toEpochMilli();
    List<Tag> tags =
        words.values("tag:").stream()
            .map(text -> text.replace('\'', '"').split("=", 2))
            .map(pair -> new Tag(pair[0], pair[1]))
            .toList();
    List<SegmentReference> references = new ArrayList<>();
    words.values("from=").forEach(text -> references.add(reference(text, false)));
    words.values("thread-from=").forEach(text -> references.add(reference(text, true)));
    return new Span(
        id,
        id - 1,
        start,
        start + Long.parseLong(words.value("took", "10")),
        references,
        words.get(1),
        words.value("peer", ""),
        SpanType.valueOf(words.get(0).toUpperCase(java.util.Locale.ROOT)),
        LAYERS.getOrDefault(words.value("layer", ""), SpanLayer.UNKNOWN),
        Integer.parseInt(words.value("component", "0")),
        words.has("error"),
        tags,
        List.of(),
        words.has("skip"));
  }

  /** {@code service|instance|endpoint|address}. */
  private static SegmentReference reference(String text, boolean crossThread) {
    String[] parts = text.split("\\|", -1);
    return new SegmentReference(
        crossThread, "trace", "segment", 0, parts[0], parts[1], parts[2], parts[3]);
  }

  private static List<Tag> tags(List<String> lines) {
    return lines.stream()
        .map(line -> line.split("=", 2))
        .map(pair -> new Tag(pair[0], pair[1]))
        .toList();
  }

  private void expect(Words line, List<String> block) {
    pipeline().safe().join();
    List<String> actual =
        switch (line.get(1)) {
          case "segments" -> segments(line.values("tagged="), block);
          case "slow" -> slow(block);
          case "catalog" -> catalog(CatalogKind.valueOf(line.get(2)));
          case "counter" -> List.of(counter(line));
          case "problems" -> problems;
          default -> rows(line.get(1), block);
        };
    List<String> expected = block.stream().map(Script::tidy).sorted().toList();
    assertThat(actual.stream().map(Script::tidy).sorted().toList()).isEqualTo(expected);
  }

  private static String tidy(String line) {
    return line.replaceAll(" +", " ").strip();
  }

  private List<String> rows(String name, List<String> block) {
    MetricFamily family =
        Schema.FAMILIES.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    block.forEach(line -> names.learn(tidy(line).replaceAll("^\\S+ | calls=.*$| samples=.*$", "")));
    List<String> rows = new ArrayList<>();
    MetricQuery all =
        MetricQuery.ownedBy(family, Tier.MINUTE, 0, Long.MAX_VALUE, null, family.sketch());
    for (MetricPoint point : storage.metrics().series(all)) {
      StringBuilder row = new StringBuilder(time(point.bucketMillis()).substring(0, 5));
      row.append(' ').append(names.show(family, point.entity()));
      for (int i = 0; i < point.measures().length; i++) {
        boolean shown = family.sketch() || point.measures()[i] != 0;
        if (shown) {
          String measure = family.measures().get(i).replace("duration_millis", "millis");
          row.append(' ').append(measure).append('=').append(point.measures()[i]);
        }
      }
      rows.add(row.toString());
    }
    return rows;
  }

  private List<String> segments(List<String> tags, List<String> block) {
    block.forEach(line -> {
      String endpoint = tidy(line).replaceAll("^\\S+ | took=.*$", "");
      names.learn(endpoint);
      Words words = Words.of(line);
      String service = endpoint.substring(0, endpoint.indexOf(" | "));
      names.learn(service + " | " + words.value("instance", ""));
    });
    List<String> rows = new ArrayList<>();
    for (RecordRow row : find(Schema.SEGMENT, tags)) {
      rows.add(
          time(row.timeMillis())
              + " "
              + names.show(row.value("endpoint"))
              + " took="
              + row.value("latency")
              + (row.value("error") == 1 ? " error" : "")
              + " instance="
              + names.show(row.value("instance")).replaceAll("^.* \\| ", ""));
    }
    return rows;
  }

  private List<String> slow(List<String> block) {
    List<String> rows = new ArrayList<>();
    block.forEach(line -> {
      String[] words = tidy(line).split(" ", -1);
      names.learn(words[2]);
      names.learn(words[4]);
    });
    for (RecordRow row : find(Schema.SLOW_STATEMENT, List.of())) {
      SlowStatement statement = SlowStatement.ofBytes(row.payload());
      String kind = List.of("statement", "read", "write").get((int) row.value("operation"));
      rows.add(
          "%s %s %s by %s took=%d %s: %s"
              .formatted(
                  time(row.timeMillis()),
                  kind,
                  names.show(row.value("target")),
                  names.show(row.value("caller")),
                  row.value("latency"),
                  statement.traceId(),
                  statement.statement()));
    }
    return rows;
  }

  private List<RecordRow> find(orrery.store.RecordKind kind, List<String> tags) {
    return storage
        .records()
        .find(new RecordQuery(kind, 0, Long.MAX_VALUE, List.of(), tags, false, false, 0, 10_000));
  }

  private List<String> catalog(CatalogKind kind) {
    List<CatalogEntry> entries =
        new ArrayList<>(storage.catalog().list(CatalogQuery.all(kind, 10_000)));
    entries.sort(Comparator.comparing(CatalogEntry::name));
    return entries.stream().map(entry -> show(kind, entry)).toList();
  }

  private static String show(CatalogKind kind, CatalogEntry entry) {
    Map<String, String> attributes = new TreeMap<>(entry.attributes());
    String source = attributes.remove("source");
    String destination = attributes.remove("destination");
    StringBuilder line = new StringBuilder();
    if (source != null && destination != null) {
      CatalogKind ends = kind == CatalogKind.SERVICE_RELATION ? kind : CatalogKind.INSTANCE;
      line.append(ScriptNames.showId(ends, source))
          .append(" -> ")
          .append(ScriptNames.showId(ends, destination));
    } else if (kind == CatalogKind.ADDRESS_ALIAS) {
      String instance = java.util.Objects.requireNonNull(attributes.remove("instance"));
      attributes.remove("service");
      line.append(entry.name())
          .append(" is ")
          .append(ScriptNames.showId(CatalogKind.INSTANCE, instance));
    } else {
      boolean owned = entry.owner() != EntityKey.NO_OWNER;
      line.append(owned ? "| " : "").append(entry.name());
    }
    attributes.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    return line.toString();
  }

  private String counter(Words line) {
    String[] labels = line.words().subList(3, line.words().size()).toArray(String[]::new);
    SelfMetric metric = SelfMetric.valueOf(line.get(2).toUpperCase(java.util.Locale.ROOT));
    return String.valueOf(telemetry.counter(metric, labels).sum());
  }

  private static String time(long millis) {
    String text = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalTime() + ":00";
    return text.substring(0, Math.max(8, text.length() - 3));
  }
}
