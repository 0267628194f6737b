// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.store.EntityKey;
import orrery.store.MetricRow;
import tools.jackson.databind.JsonNode;

/**
 * Writes packs. A row replaces itself in the pack it belongs to, so the pack must be known: the
 * ones written last are kept in {@value #MAX_BYTES} bytes of memory, others are fetched. A pack
 * replaces exactly the version that was known, so that two nodes writing to the same never undo
 * each other. One write at a time.
 */
final class MetricPacks {
  private static final int MAX_BYTES = 32 << 20;

  /** How often somebody else may be quicker. */
  private static final int MAX_ROUNDS = 20;

  private final Days days;
  private final Bulk bulk;
  private final Search search;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Search.Name, Known> known = new LinkedHashMap<>(256, 0.75f, true);
  private long knownBytes;

  MetricPacks(Days days, Bulk bulk, Search search) {
    this.days = days;
    this.bulk = bulk;
    this.search = search;
  }

  /** A pack as it was last seen; without a version when it is known not to be there any more. */
  private record Known(MetricPack pack, Bulk.@Nullable Version version) {
    /** With what Java needs for it, roughly. */
    int bytes() {
      byte[] sketches = pack.sketches();
      return 300 + pack.measures().length + (sketches == null ? 0 : sketches.length);
    }
  }

  private record Change(
      Search.Name document, PackName name, Map<EntityKey, MetricPack.Values> rows) {}

  private record Attempt(Change change, MetricPack pack) {}

  void write(List<MetricRow> rows) {
    Map<PackName, Change> changes = new LinkedHashMap<>();
    for (MetricRow row : rows) {
      changes
          .computeIfAbsent(PackName.of(row), this::change)
          .rows
          .put(row.entity(), new MetricPack.Values(row.measures(), row.sketch()));
    }
    lock.lock();
    try {
      write(changes.values());
    } finally {
      lock.unlock();
    }
  }

  private Change change(PackName name) {
    return new Change(
        new Search.Name(days.index(name.bucketMillis()), name.id()), name, new HashMap<>());
  }

  private void write(Collection<Change> changes) {
    Collection<Change> open = changes;
    for (int round = 0; round < MAX_ROUNDS && !open.isEmpty(); round++) {
      List<Attempt> attempts = new ArrayList<>(open.size());
      open.forEach(change -> attempts.add(attempt(change)));
      open = send(attempts);
      fetch(open);
    }
    if (!open.isEmpty()) {
      throw new Fault.Unavailable("metric rows are being changed by somebody else all the time");
    }
  }

  private Attempt attempt(Change change) {
    Known before = known.get(change.document);
    SortedMap<EntityKey, MetricPack.Values> rows =
        before == null ? new TreeMap<>() : before.pack.rows();
    rows.putAll(change.rows);
    return new Attempt(change, MetricPack.of(rows));
  }

  /** Gives the changes that met another version than the one that was known. */
  private List<Change> send(List<Attempt> attempts) {
    List<Bulk.Item> items = attempts.stream().map(this::item).toList();
    List<Bulk.Outcome> outcomes;
    try {
      outcomes = bulk.send(items, Bulk.Detail.VERSIONS);
    } catch (RuntimeException e) {
      // whether they were written is not known
      attempts.forEach(attempt -> forget(attempt.change.document));
      throw e;
    }
    List<Change> conflicts = new ArrayList<>();
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      if (outcomes.get(i).isConflict()) {
        conflicts.add(attempt.change);
      } else {
        keep(attempt.change.document, new Known(attempt.pack, outcomes.get(i).version()));
      }
    }
    return conflicts;
  }

  private Bulk.Item item(Attempt attempt) {
    Search.Name document = attempt.change.document;
    Known before = known.get(document);
    return new Bulk.Item(
        document,
        PackDocument.write(
            document, attempt.change.name, attempt.pack, before == null ? null : before.version));
  }

  private void fetch(Collection<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Map<Search.Name, Search.Document> found =
        search.get(changes.stream().map(Change::document).toList());
    for (Change change : changes) {
      Search.Document document = found.get(change.document);
      Known before = known.get(change.document);
      if (document != null) {
        keep(change.document, new Known(PackDocument.pack(document.source()), document.version()));
      } else if (before != null) {
        // somebody deleted it: what is known of it is written again
        keep(change.document, new Known(before.pack, null));
      }
    }
  }

  private void keep(Search.Name name, Known pack) {
    forget(name);
    known.put(name, pack);
    knownBytes += pack.bytes();
    var eldest = known.entrySet().iterator();
    while (knownBytes > MAX_BYTES && known.size() > 1) {
      knownBytes -= eldest.next().getValue().bytes();
      eldest.remove();
    }
  }

  private void forget(Search.Name name) {
    Known before = known.remove(name);
    knownBytes -= before == null ? 0 : before.bytes();
  }

  /** An index is gone, on purpose. */
  void forgetIndex(String index) {
    lock.lock();
    try {
      known.keySet().stream()
          .filter(name -> name.index().equals(index))
          .toList()
          .forEach(this::forget);
    } finally {
      lock.unlock();
    }
  }

  /** What a pack looks like as a document. */
  static final class PackDocument {
    private PackDocument() {}

    /**
     * The action that writes a pack in the place of a version, or creates it where there is none.
     */
    static byte[] write(
        Search.Name document, PackName name, MetricPack pack, Bulk.@Nullable Version replaced) {
      JsonBytes json = new JsonBytes(pack.measures().length * 2 + 512);
      json.raw(replaced == null ? "{\"create\":{" : "{\"index\":{").raw("\"_index\":\"");
      json.raw(IndexLayout.writing(document.index()))
          .raw("\",\"_id\":\"")
          .raw(document.id())
          .raw("\"");
      if (replaced != null) {
        json.raw(",\"if_seq_no\":").number(replaced.sequence());
        json.raw(",\"if_primary_term\":").number(replaced.term());
      }
      json.raw("}}\n{\"family\":\"").raw(PackName.family(name.family(), name.tier()));
      json.raw("\",\"bucket\":").number(name.bucketMillis()).raw(",\"part\":").number(name.part());
      json.raw(",\"writer\":").number(name.writer()).raw(",\"measures\":").base64(pack.measures());
      byte[] sketches = pack.sketches();
      if (sketches != null) {
        json.raw(",\"sketches\":").base64(sketches);
      }
      return json.raw("}\n").toBytes();
    }

    /** The pack of a document; without sketches where they were not asked for. */
    static MetricPack pack(JsonNode source) {
      JsonNode sketches = source.path("sketches");
      return new MetricPack(
          source.path("measures").binaryValue(),
          sketches.isMissingNode() ? null : sketches.binaryValue());
    }
  }
}
