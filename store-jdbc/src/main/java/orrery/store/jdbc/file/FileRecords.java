// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.PayloadFormat;
import orrery.store.RecordKind;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.RecordStore;
import orrery.store.jdbc.Block;
import orrery.store.jdbc.BlockCache;
import orrery.store.jdbc.TagSets;

/** Documents, in a file per UTC day. */
final class FileRecords implements RecordStore {
  /** Tag keys are configured, so there are few; this bounds what a wrong configuration costs. */
  private static final int MAX_TAG_KEYS = 10_000;

  private record Part(long day, String kind) {}

  private final Days<RecordDay> days;
  private final FileSettings settings;
  private final BlockCache blocks;

  FileRecords(Days.Place place) {
    TagSets tagSets = new TagSets();
    this.days = new Days<>("records", place, file -> RecordDay.of(file, tagSets));
    this.settings = place.settings();
    this.blocks = new BlockCache((long) settings.blockCacheMebibytes() << 20);
  }

  Days<RecordDay> days() {
    return days;
  }

  @Override
  public void append(List<RecordRow> rows) {
    Map<Part, List<RecordRow>> parts = new LinkedHashMap<>();
    Part last = new Part(Long.MIN_VALUE, "");
    List<RecordRow> part = List.of();
    for (RecordRow row : rows) { // neighbours mostly belong together
      long day = Days.of(row.timeMillis());
      if (day != last.day() || !row.kind().name().equals(last.kind())) {
        last = new Part(day, row.kind().name());
        part = parts.computeIfAbsent(last, _ -> new ArrayList<>());
      }
      part.add(row);
    }
    Map<Long, List<Block.Packed>> packed = new LinkedHashMap<>();
    parts.forEach((key, list) ->
        packed
            .computeIfAbsent(key.day(), _ -> new ArrayList<>())
            .add(Block.pack(list, settings.compressionLevel())));
    packed.forEach(this::append);
  }

  private void append(long day, List<Block.Packed> parts) {
    days.write(
        day,
        (open, session) -> {
          for (Block.Packed part : parts) {
            open.log(part.rows().getFirst().kind()).append(session, part);
          }
          return null;
        });
  }

  @Override
  public List<RecordRow> find(RecordQuery query) {
    RecordReading reading = new RecordReading(days, query.kind());
    return withPayloads(reading, new RecordSearch(query, reading, settings.scanRows()).run());
  }

  @Override
  public List<RecordRow> group(RecordKind kind, long value, int limit) {
    if (kind.group() == null) {
      throw new Fault.Unsupported("kind " + kind.name() + " has no group field");
    }
    RecordReading reading = new RecordReading(days, kind);
    List<Found> found = new ArrayList<>();
    for (long day : reading.newestDays()) {
      if (found.size() < limit) {
        int missing = limit - found.size();
        found.addAll(
            reading.read(
                day,
                List.of(),
                (log, session) ->
                    Found.all(kind, day, session.bind(log.sql().group(), value, missing))));
      }
    }
    found.sort(Found.BY_TIME);
    return withPayloads(reading, found);
  }

  @Override
  public List<String> tagKeys(RecordKind kind, long fromMillis, long toMillis, int limit) {
    TreeSet<String> keys = new TreeSet<>();
    RecordReading reading = new RecordReading(days, kind);
    for (long day : reading.days(fromMillis, toMillis)) {
      keys.addAll(reading.read(day, List.of(), FileRecords::tagKeys));
    }
    return keys.stream().limit(limit).toList();
  }

  private static List<String> tagKeys(RecordLog log, Session session) throws SQLException {
    List<String> keys = new ArrayList<>();
    byte[] from = new byte[0];
    while (keys.size() < MAX_TAG_KEYS) {
      byte[] tag = nextTag(log, session, from);
      if (tag == null) {
        break;
      }
      int equals = indexOfEquals(tag);
      keys.add(new String(tag, 0, equals < 0 ? tag.length : equals, StandardCharsets.UTF_8));
      // On to what follows all tags of this key; a tag without "=" is followed by its extensions.
      from = Arrays.copyOf(tag, (equals < 0 ? tag.length : equals) + 1);
      if (equals >= 0) {
        from[equals] = '=' + 1;
      }
    }
    return keys;
  }

  @Override
  public List<String> tagValues(
      RecordKind kind, String key, long fromMillis, long toMillis, int limit) {
    TreeSet<String> values = new TreeSet<>();
    RecordReading reading = new RecordReading(days, kind);
    for (long day : reading.days(fromMillis, toMillis)) {
      values.addAll(
          reading.read(day, List.of(), (log, session) -> tagValues(key, limit, log, session)));
    }
    return values.stream().limit(limit).toList();
  }

  private static List<String> tagValues(String key, int limit, RecordLog log, Session session)
      throws SQLException {
    List<String> values = new ArrayList<>();
    byte[] bare = key.getBytes(StandardCharsets.UTF_8);
    byte[] prefix = (key + '=').getBytes(StandardCharsets.UTF_8);
    if (Arrays.equals(bare, nextTag(log, session, bare))) {
      values.add("");
    }
    byte[] from = prefix;
    while (values.size() <= limit) {
      byte[] tag = nextTag(log, session, from);
      if (tag == null
          || !Arrays.equals(
              tag, 0, Math.min(prefix.length, tag.length), prefix, 0, prefix.length)) {
        break;
      }
      values.add(
          new String(tag, prefix.length, tag.length - prefix.length, StandardCharsets.UTF_8));
      from = Arrays.copyOf(tag, tag.length + 1);
    }
    return values;
  }

  private static byte @Nullable [] nextTag(RecordLog log, Session session, byte[] from)
      throws SQLException {
    PreparedStatement next = session.prepare(log.sql().nextTag());
    next.setBytes(1, from);
    try (ResultSet row = next.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }

  private static int indexOfEquals(byte[] tag) {
    for (int i = 0; i < tag.length; i++) {
      if (tag[i] == '=') {
        return i;
      }
    }
    return -1;
  }

  /** Adds payloads, in the same order; what retention took meanwhile is left out. */
  private List<RecordRow> withPayloads(RecordReading reading, List<Found> found) {
    Map<Long, List<Found>> byDay = new HashMap<>();
    found.forEach(row -> byDay.computeIfAbsent(row.day(), _ -> new ArrayList<>()).add(row));
    Map<Found, RecordRow> complete = new HashMap<>();
    byDay.forEach((day, rows) ->
        complete.putAll(
            reading.read(day, Map.of(), (log, session) -> payloads(log, rows, session))));
    return found.stream().map(complete::get).filter(java.util.Objects::nonNull).toList();
  }

  private Map<Found, RecordRow> payloads(RecordLog log, List<Found> rows, Session session)
      throws SQLException {
    Map<Found, RecordRow> complete = new HashMap<>();
    for (Found row : rows) {
      byte[] raw = block(log, row.block(), session);
      if (raw != null) {
        PayloadFormat format = Block.format(raw, row.slot());
        complete.put(
            row,
            new RecordRow(
                log.kind(),
                row.idKey(),
                row.timeMillis(),
                row.values(),
                Collections.emptyList(),
                format,
                Block.payload(raw, row.slot())));
      }
    }
    return complete;
  }

  private byte @Nullable [] block(RecordLog log, long block, Session session) throws SQLException {
    BlockCache.Key key = new BlockCache.Key(log, block);
    byte[] known = blocks.find(key);
    if (known != null) {
      return known;
    }
    try (ResultSet row = session.bind(log.sql().block(), block).executeQuery()) {
      if (!row.next()) {
        return null;
      }
      byte[] raw = Block.unpack(row.getBytes(1));
      blocks.keep(key, raw);
      return raw;
    }
  }
}
