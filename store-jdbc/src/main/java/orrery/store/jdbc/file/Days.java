// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;

/**
 * The files of one shape, one per UTC day: opens them when needed, keeps a bounded number open,
 * drops old ones, moves damaged ones aside. Thread-safe.
 *
 * @param <D> what is known of an open day
 */
final class Days<D extends Days.Day> {
  static final long DAY_MILLIS = 86_400_000L;

  private static final Logger LOG = LoggerFactory.getLogger(Days.class);
  private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;
  private static final long FIRST_DAY = 0;
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  /** An open day. */
  interface Day {
    DayFile file();
  }

  /** Something done with an open day's data. */
  interface Work<D, T extends @Nullable Object> {
    T run(D day, Session session) throws SQLException;
  }

  /** Where files are and who counts the damaged ones. */
  record Place(
      Path directory,
      Dialect dialect,
      FileSettings settings,
      Semaphore readers,
      LongAdder damagedFiles) {}

  private final String shape;
  private final Place place;
  private final Function<DayFile, D> opener;

  /** Every day that has a file, with what is known of it while it is open; guarded by itself. */
  private final NavigableMap<Long, Slot<D>> days = new TreeMap<>();

  /** How many days were made; guarded by {@code days}. */
  private long made;

  Days(String shape, Place place, Function<DayFile, D> opener) {
    this.shape = shape;
    this.place = place;
    this.opener = opener;
  }

  /** The UTC day of an instant. */
  static long of(long millis) {
    return Math.floorDiv(millis, DAY_MILLIS);
  }

  /** Finds out which days there are. */
  void scan() {
    try (Stream<Path> files = Files.list(place.directory())) {
      synchronized (days) {
        files.forEach(file -> {
          Long day = day(file.getFileName().toString());
          if (day != null) {
            days.computeIfAbsent(day, _ -> new Slot<>(++made));
          }
        });
      }
    } catch (IOException e) {
      throw new Fault.Unavailable(
          "cannot list " + place.directory() + ": " + e + "; check that this user may read it", e);
    }
  }

  /** Days with data that touch the range, oldest first. */
  List<Long> between(long fromMillis, long toMillis) {
    synchronized (days) {
      return fromMillis > toMillis
          ? List.of()
          : List.copyOf(days.subMap(of(fromMillis), true, of(toMillis), true).keySet());
    }
  }

  /** Now, for {@link #read(long, long, Object, Work)}. */
  long moment() {
    synchronized (days) {
      return made;
    }
  }

  /** Reads a day; gives {@code missing} when there is no such day. */
  <T extends @Nullable Object> T read(long day, T missing, Work<D, T> work) {
    return read(day, Long.MAX_VALUE, missing, work);
  }

  /**
   * Reads a day as {@link #read(long, Object, Work)} does, but also gives {@code missing} when it
   * was made after a moment: dropped and written anew, it is another file under the name of the
   * first, and row numbers taken from the first mean something else there.
   */
  <T extends @Nullable Object> T read(long day, long moment, T missing, Work<D, T> work) {
    D open = hold(day, moment, false);
    if (open == null) {
      return missing;
    }
    try {
      place.readers().acquireUninterruptibly();
      try {
        return open.file().read(session -> work.run(open, session));
      } finally {
        place.readers().release();
      }
    } finally {
      open.file().release();
    }
  }

  /** Writes to a day in one transaction, making the day when it is new. Durable on return. */
  void write(long day, Work<D, @Nullable Void> work) {
    if (day < FIRST_DAY || day > LAST_DAY) {
      throw new Fault.Invalid(
          "rows of " + day + " days after 1970 cannot be kept: only years 1970 to 9999");
    }
    D open =
        Objects.requireNonNull(hold(day, Long.MAX_VALUE, true), "a day is made when it is written");
    SQLException failure = null;
    try {
      open.file().write(session -> work.run(open, session));
    } catch (SQLException e) {
      failure = e;
    } finally {
      open.file().release();
    }
    if (failure != null) {
      throw place.dialect().damaged(failure)
          ? movedAside(day, open, failure)
          : open.file().unavailable("write", failure);
    }
  }

  /** Unlinks the days before this instant's; gives how many. */
  int dropBefore(long millis) {
    int dropped = 0;
    List<Long> old;
    synchronized (days) {
      old = List.copyOf(days.headMap(of(millis), false).keySet());
    }
    for (long day : old) {
      Slot<D> slot = slot(day, false);
      if (slot == null) {
        continue;
      }
      synchronized (slot) {
        forget(day, slot);
        if (unlink(path(day))) {
          dropped++;
        }
      }
    }
    return dropped;
  }

  long sizeBytes() {
    return between(Long.MIN_VALUE, Long.MAX_VALUE).stream()
        .mapToLong(day -> DayFile.sizeBytes(path(day), place.dialect()))
        .sum();
  }

  void close() {
    synchronized (days) {
      days.values()
          .forEach(slot -> {
            if (slot.open != null) {
              slot.open.file().close();
            }
          });
    }
  }

  Path path(long day) {
    return place
        .directory()
        .resolve(shape + '-' + NAME.format(LocalDate.ofEpochDay(day)) + place.dialect().suffix());
  }

  private @Nullable D hold(long day, long moment, boolean create) {
    while (true) {
      Slot<D> slot = slot(day, create);
      if (slot == null || slot.made > moment) {
        return null;
      }
      D open;
      synchronized (slot) {
        if (slot.dropped) {
          continue;
        }
        if (slot.open == null) {
          slot.open = open(day);
        }
        open = slot.open;
        if (!open.file().hold()) {
          slot.open = null;
          continue;
        }
      }
      closeLeastUsed();
      return open;
    }
  }

  private D open(long day) {
    Path path = path(day);
    try {
      return opener.apply(new DayFile(path, place.dialect(), place.settings()));
    } catch (SQLException e) {
      if (!place.dialect().damaged(e)) {
        throw DayFile.unavailable(place.dialect(), path, "open", e);
      }
      throw moveAside(path, e);
    }
  }

  private @Nullable Slot<D> slot(long day, boolean create) {
    synchronized (days) {
      return create ? days.computeIfAbsent(day, _ -> new Slot<>(++made)) : days.get(day);
    }
  }

  private void closeLeastUsed() {
    D least;
    synchronized (days) {
      List<D> open =
          days.values().stream().map(slot -> slot.open).filter(Objects::nonNull).toList();
      if (open.size() <= place.settings().openDays()) {
        return;
      }
      least = Collections.min(open, Comparator.comparingLong(day -> day.file().usedNanos()));
    }
    if (least.file().closeIfIdle()) {
      LOG.debug("Closed {}, the least used", least.file().path()); // hold() opens it again
    }
  }

  private void forget(long day, Slot<D> slot) {
    slot.dropped = true;
    if (slot.open != null) {
      slot.open.file().close();
      slot.open = null;
    }
    synchronized (days) {
      days.remove(day, slot);
    }
  }

  private Fault.Unavailable movedAside(long day, D damaged, SQLException cause) {
    Slot<D> slot = slot(day, false);
    if (slot != null) {
      synchronized (slot) {
        D open = slot.open;
        if (open != null && open.file() == damaged.file()) { // else another writer was first
          forget(day, slot);
          return moveAside(path(day), cause);
        }
      }
    }
    return damaged.file().unavailable("write", cause);
  }

  /**
   * Nothing is deleted, and what comes in from now on has a place again: a damaged file must not
   * stop the agents of a whole company.
   */
  private Fault.Unavailable moveAside(Path path, SQLException cause) {
    place.damagedFiles().increment();
    String aside = "";
    try {
      for (int n = 1; aside.isEmpty(); n++) {
        Path free = path.resolveSibling(path.getFileName() + ".damaged-" + n);
        if (!Files.exists(free)) {
          Files.move(path, free);
          aside = free.toString();
          for (String ending : place.dialect().companions()) {
            Path companion = DayFile.companion(path, place.dialect(), ending);
            if (Files.exists(companion)) {
              Files.move(
                  companion, companion.resolveSibling(companion.getFileName() + ".damaged-" + n));
            }
          }
        }
      }
    } catch (IOException e) {
      return new Fault.Unavailable(
          path + " is damaged and could not be moved aside: " + e + "; move it away by hand", e);
    }
    Fault.Unavailable fault =
        new Fault.Unavailable(
            "%s was damaged and is now %s: what it held is not shown, new data goes to a new file; %s"
                .formatted(path, aside, place.dialect().advice(cause)),
            cause);
    LOG.error("{}", fault.getMessage());
    return fault;
  }

  private boolean unlink(Path path) {
    try {
      boolean existed = Files.deleteIfExists(path);
      for (String ending : place.dialect().companions()) {
        Files.deleteIfExists(DayFile.companion(path, place.dialect(), ending));
      }
      return existed;
    } catch (IOException e) {
      throw new Fault.Unavailable("cannot delete " + path + ": " + e + "; delete it by hand", e);
    }
  }

  private @Nullable Long day(String fileName) {
    String suffix = place.dialect().suffix();
    if (!fileName.startsWith(shape + '-') || !fileName.endsWith(suffix)) {
      return null;
    }
    try {
      return LocalDate.parse(
              fileName.substring(shape.length() + 1, fileName.length() - suffix.length()), NAME)
          .toEpochDay();
    } catch (DateTimeParseException e) {
      return null; // somebody else's file
    }
  }

  /** A day that has, or is about to get, a file. */
  private static final class Slot<D extends Day> {
    private final long made;
    private volatile @Nullable D open;
    private boolean dropped;

    Slot(long made) {
      this.made = made;
    }
  }
}
