// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;

/**
 * One open database file: a writer connection behind a lock, idle reader connections to take from.
 * Whoever works with it holds it open; closing waits for them. Thread-safe.
 */
final class DayFile {
  /** Something done with a connection. */
  interface Work<T extends @Nullable Object> {
    T run(Session session) throws SQLException;
  }

  /** Something done with the writer connection, in one transaction. */
  interface Change {
    void run(Session session) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(DayFile.class);

  private final Path path;
  private final Dialect dialect;
  private final FileSettings settings;
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private final ReentrantLock writing = new ReentrantLock();
  private final Deque<Session> idleReaders = new ArrayDeque<>();
  private final Set<String> tables = ConcurrentHashMap.newKeySet();
  private final Set<String> created = new HashSet<>(); // by the transaction under way
  private final Session writer;
  private boolean closed;
  private final AtomicLong rollbacks = new AtomicLong();
  private volatile long usedNanos = System.nanoTime();

  /** Opens, or creates, the file. */
  DayFile(Path path, Dialect dialect, FileSettings settings) throws SQLException {
    this.path = path;
    this.dialect = dialect;
    this.settings = settings;
    this.writer = new Session(dialect.open(path, true, settings));
    try {
      tables.addAll(writer.tables());
    } catch (SQLException e) {
      writer.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  Dialect dialect() {
    return dialect;
  }

  long usedNanos() {
    return usedNanos;
  }

  /** How many transactions were rolled back; what was remembered before is not to be trusted. */
  long rollbacks() {
    return rollbacks.get();
  }

  /** Whether readers find this table. */
  boolean hasTable(String table) {
    return tables.contains(table);
  }

  /** Whether the writer finds this table, made in this very transaction perhaps. */
  boolean isCreated(String table) {
    return tables.contains(table) || created.contains(table);
  }

  /** Keeps it open until {@link #release()}; false when it is closed already. */
  boolean hold() {
    life.readLock().lock();
    if (closed) {
      life.readLock().unlock();
      return false;
    }
    usedNanos = System.nanoTime();
    return true;
  }

  void release() {
    life.readLock().unlock();
  }

  /** Reads. Call while held. */
  <T extends @Nullable Object> T read(Work<T> work) {
    try {
      Session session = takeReader();
      boolean fine = false;
      try {
        T result = work.run(session);
        fine = true;
        return result;
      } finally {
        giveBack(session, fine);
      }
    } catch (SQLException e) {
      throw unavailable("read", e);
    }
  }

  /**
   * Changes in one transaction, durable on return. Call while held.
   *
   * @throws SQLException after rolling back; the caller decides what damage means
   */
  void write(Change change) throws SQLException {
    writing.lock();
    try {
      writer.connection().setAutoCommit(false);
      boolean committed = false;
      try {
        change.run(writer);
        writer.connection().commit();
        dialect.makeDurable(writer.connection());
        tables.addAll(created);
        committed = true;
      } finally {
        if (!committed) {
          rollBack();
        }
        created.clear();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Creates tables and indexes; call inside {@link #write}. */
  void create(Session session, String table, Iterable<String> definitions) throws SQLException {
    for (String definition : definitions) {
      session.execute(definition);
    }
    created.add(table);
  }

  /** Waits for those who hold it, then closes all connections. Idempotent. */
  void close() {
    life.writeLock().lock();
    try {
      closeNow();
    } finally {
      life.writeLock().unlock();
    }
  }

  /** Closes when nobody holds it; says whether it did. */
  boolean closeIfIdle() {
    if (!life.writeLock().tryLock()) {
      return false;
    }
    try {
      closeNow();
      return true;
    } finally {
      life.writeLock().unlock();
    }
  }

  Fault.Unavailable unavailable(String doing, SQLException e) {
    return unavailable(dialect, path, doing, e);
  }

  static Fault.Unavailable unavailable(Dialect dialect, Path path, String doing, SQLException e) {
    String advice = dialect.advice(e);
    return new Fault.Unavailable(
        "cannot %s %s: %s%s"
            .formatted(doing, path, e.getMessage(), advice.isEmpty() ? "" : "; " + advice),
        e);
  }

  /** Bytes of the file and what the engine keeps beside it. */
  static long sizeBytes(Path path, Dialect dialect) {
    long bytes = sizeBytes(path);
    for (String ending : dialect.companions()) {
      bytes += sizeBytes(companion(path, dialect, ending));
    }
    return bytes;
  }

  static Path companion(Path path, Dialect dialect, String ending) {
    String name = path.getFileName().toString();
    return path.resolveSibling(
        name.substring(0, name.length() - dialect.suffix().length()) + ending);
  }

  private static long sizeBytes(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0; // gone, or never there: both take no space
    }
  }

  private Session takeReader() throws SQLException {
    synchronized (idleReaders) {
      Session idle = idleReaders.poll();
      if (idle != null) {
        return idle;
      }
    }
    return new Session(dialect.open(path, false, settings));
  }

  private void giveBack(Session session, boolean fine) throws SQLException {
    if (fine) {
      synchronized (idleReaders) {
        if (idleReaders.size() < settings.readers()) {
          idleReaders.push(session);
          return;
        }
      }
    }
    session.close();
  }

  private void rollBack() {
    rollbacks.incrementAndGet();
    try {
      writer.connection().rollback();
    } catch (SQLException e) {
      // The failure that led here is on its way to the caller and says more. SQLite has rolled
      // back by itself after most of them.
      LOG.debug("Could not roll back {}", path, e);
    }
  }

  private void closeNow() {
    if (closed) {
      return;
    }
    closed = true;
    for (Session reader : idleReaders) {
      close(reader);
    }
    close(writer);
  }

  private void close(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.warn("Could not close {} well", path, e);
    }
  }
}
