// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;
import orrery.store.jdbc.Attributes;

/**
 * The catalogue, in one file. Names are kept as bytes: every database then orders and compares them
 * alike, whatever is in them.
 */
final class FileCatalog implements CatalogStore {
  private final Days.Place place;
  private final CatalogSql sql;
  private volatile @Nullable DayFile file;

  FileCatalog(Days.Place place) {
    this.place = place;
    this.sql = new CatalogSql(place.dialect());
  }

  /** Opens the file, and makes the table. */
  synchronized void prepare() {
    if (file != null) {
      return;
    }
    java.nio.file.Path path = place.directory().resolve("catalog" + place.dialect().suffix());
    try {
      DayFile opened = new DayFile(path, place.dialect(), place.settings());
      opened.write(session -> opened.create(session, CatalogSql.TABLE, sql.create()));
      file = opened;
    } catch (SQLException e) {
      throw DayFile.unavailable(place.dialect(), path, "open", e);
    }
  }

  @Override
  public void put(List<CatalogEntry> entries) {
    write(session -> {
      PreparedStatement put = session.prepare(sql.put());
      for (CatalogEntry entry : entries) {
        put.setLong(1, entry.kind().number());
        put.setLong(2, entry.key());
        put.setLong(3, entry.owner());
        put.setBytes(4, entry.name().getBytes(StandardCharsets.UTF_8));
        put.setBytes(5, Attributes.toBytes(entry.attributes()));
        put.setLong(6, Math.max(entry.seenMillis(), seen(session, entry)));
        put.executeUpdate();
      }
    });
  }

  private long seen(Session session, CatalogEntry entry) throws SQLException {
    try (ResultSet row =
        session.bind(sql.seen(), entry.kind().number(), entry.key()).executeQuery()) {
      return row.next() ? row.getLong(1) : Long.MIN_VALUE;
    }
  }

  @Override
  public List<CatalogEntry> get(CatalogKind kind, Collection<Long> keys) {
    return read(session -> {
      List<CatalogEntry> entries = new ArrayList<>();
      for (long key : new LinkedHashSet<>(keys)) {
        try (ResultSet row = session.bind(sql.get(), kind.number(), key).executeQuery()) {
          if (row.next()) {
            entries.add(entry(kind, row));
          }
        }
      }
      return entries;
    });
  }

  @Override
  public List<CatalogEntry> list(CatalogQuery query) {
    return read(session -> {
      PreparedStatement list = session.prepare(sql.list(query.owner() != null));
      list.setLong(1, query.kind().number());
      list.setLong(2, query.seenSinceMillis());
      if (query.owner() != null) {
        list.setLong(3, query.owner());
      }
      List<CatalogEntry> entries = new ArrayList<>();
      try (ResultSet rows = list.executeQuery()) {
        while (entries.size() < query.limit() && rows.next()) {
          if (query.keyword().isBlank() || contains(text(rows.getBytes(3)), query.keyword())) {
            entries.add(entry(query.kind(), rows));
          }
        }
      }
      return entries;
    });
  }

  @Override
  public void delete(CatalogKind kind, Collection<Long> keys) {
    write(session -> {
      for (long key : keys) {
        session.bind(sql.delete(), kind.number(), key).executeUpdate();
      }
    });
  }

  void dropBefore(long millis) {
    write(session -> {
      for (CatalogKind kind : CatalogKind.values()) {
        if (kind.expires()) {
          session.bind(sql.expire(), kind.number(), millis).executeUpdate();
        }
      }
    });
  }

  /** Reads something, as a sign of life. */
  void probe() {
    get(CatalogKind.INTERNAL, List.of(0L));
  }

  long sizeBytes() {
    return DayFile.sizeBytes(open().path(), place.dialect());
  }

  void close() {
    DayFile open = file;
    if (open != null) {
      open.close();
    }
  }

  private void write(DayFile.Change change) {
    DayFile open = hold();
    try {
      open.write(change);
    } catch (SQLException e) {
      throw open.unavailable("write", e);
    } finally {
      open.release();
    }
  }

  private <T> T read(DayFile.Work<T> work) {
    DayFile open = hold();
    try {
      place.readers().acquireUninterruptibly();
      try {
        return open.read(work);
      } finally {
        place.readers().release();
      }
    } finally {
      open.release();
    }
  }

  private DayFile hold() {
    DayFile open = open();
    if (!open.hold()) {
      throw new Fault.Unavailable("the storage is closed");
    }
    return open;
  }

  private DayFile open() {
    DayFile open = file;
    if (open == null) {
      throw new IllegalStateException("the storage was not prepared");
    }
    return open;
  }

  private static CatalogEntry entry(CatalogKind kind, ResultSet row) throws SQLException {
    return new CatalogEntry(
        kind,
        row.getLong(1),
        row.getLong(2),
        text(row.getBytes(3)),
        Attributes.ofBytes(row.getBytes(4)),
        row.getLong(5));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Ignoring the case of ASCII letters only. */
  private static boolean contains(String name, String keyword) {
    return lower(name).contains(lower(keyword));
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + 32));
      }
    }
    return lower.toString();
  }
}
