// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import orrery.model.Keys;
import orrery.store.RecordKind;
import orrery.store.RecordQuery;
import orrery.store.RecordQuery.Condition;
import orrery.store.jdbc.database.RecordSelect.Filter;
import orrery.store.jdbc.database.RecordSelect.Path;
import orrery.store.jdbc.database.RecordSelect.Piece;

/**
 * One search. It goes hour by hour, in the order of time asked for. In each it looks at the first
 * rows as they lie, which is enough where matches are frequent; where they are not, it takes all
 * matches through the index that names them best, which is cheap just then.
 */
final class RecordSearch {
  /** Rows looked at as they lie. */
  private static final int WALK_ROWS = 4_096;

  /** Sets of tags that are named one by one; beyond, rows are looked at as they lie. */
  private static final int MAX_SETS = 1_000;

  private final RecordQuery query;
  private final RecordKind kind;
  private final Database database;
  private final Order order;
  private final int size;
  private final TreeSet<Found> page;
  private final List<Long> tags;
  private boolean frequent = true;

  RecordSearch(RecordQuery query, Database database) {
    this.query = query;
    this.kind = query.kind();
    this.database = database;
    this.order = new Order(query.byRank(), query.descending());
    this.size = query.offset() + query.limit();
    this.page = new TreeSet<>(Found.order(order));
    this.tags = query.tags().stream().distinct().map(Keys::of).toList();
    query.conditions().forEach(condition -> kind.index(condition.field()));
  }

  /** The rows of the page asked for. */
  List<Found> run() {
    if (query.limit() == 0) {
      return List.of();
    }
    List<Long> days =
        new ArrayList<>(
            database
                .tables()
                .days(RecordTables.prefix(kind), query.fromMillis(), query.toMillis()));
    if (order.descending()) {
      Collections.reverse(days);
    }
    for (long day : days) {
      if (!finished()) {
        search(day);
      }
    }
    return page.stream().skip(query.offset()).limit(query.limit()).toList();
  }

  /** Whether whatever comes later in time is worse. */
  private boolean finished() {
    return !order.byRank() && page.size() >= size;
  }

  private void search(long day) {
    RecordSelect select = new RecordSelect(database.dialect(), new RecordTables(kind, day), order);
    long first = Math.max(query.fromMillis(), day * Days.DAY_MILLIS) - day * Days.DAY_MILLIS;
    long last = Math.min(query.toMillis(), (day + 1) * Days.DAY_MILLIS - 1) - day * Days.DAY_MILLIS;
    if (query.conditions().isEmpty() && tags.isEmpty() && !order.byRank()) {
      keep(select.first(first, last, size));
      return;
    }
    Filter filter = filter(select);
    if (filter == null) {
      return;
    }
    if (query.conditions().stream().anyMatch(this::namesGroup)) {
      keep(select.grouped(first, last, filter, size));
      return;
    }
    for (Piece piece : pieces(first, last)) {
      if (!finished()) {
        search(select, piece, filter);
      }
    }
  }

  /** Null when no row of the day has the tags. */
  private @Nullable Filter filter(RecordSelect select) {
    if (tags.isEmpty()) {
      return new Filter(query.conditions(), new long[0], List.of());
    }
    List<Long> sets = new ArrayList<>();
    database.read(
        select.tables().tagSets(),
        true,
        connection -> {
          sets.clear();
          database.each(
              connection, select.sets(tags, MAX_SETS + 1), row -> sets.add(row.getLong(1)));
          return true;
        });
    if (sets.isEmpty()) {
      return null;
    }
    return sets.size() > MAX_SETS
        ? new Filter(query.conditions(), new long[0], tags)
        : new Filter(
            query.conditions(), sets.stream().mapToLong(Long::longValue).toArray(), List.of());
  }

  private List<Piece> pieces(long first, long last) {
    List<Piece> pieces = new ArrayList<>();
    for (int slice = RecordTables.slice(first); slice <= RecordTables.slice(last); slice++) {
      pieces.add(
          new Piece(
              slice,
              Math.max(first, (long) slice * Days.HOUR_MILLIS),
              Math.min(last, (slice + 1L) * Days.HOUR_MILLIS - 1)));
    }
    return order.descending() ? pieces.reversed() : pieces;
  }

  private void search(RecordSelect select, Piece piece, Filter asked) {
    Filter filter = better(asked);
    Path lying = lying();
    Path precise = precise(filter);
    if (frequent && order.byRank() && page.size() >= size) {
      precise = lying; // few rows are better than the page
    }
    if (frequent && lying != precise) {
      List<Condition> lookedUp = lying == Path.OWNER ? List.of(owner()) : List.of();
      int walk = Math.max(WALK_ROWS, 2 * size);
      int before = page.size();
      int found = keep(select.walk(lying, piece, lookedUp, walk, filter, size));
      if (found >= size || (!order.byRank() && before + found >= size)) {
        return;
      }
      frequent = false;
    }
    keep(select.best(precise, piece, filter, size));
  }

  private int keep(RecordSelect.Select select) {
    List<Found> found = select.run(database);
    page.addAll(found);
    while (page.size() > size) {
      page.pollLast();
    }
    return found.size();
  }

  /** What is worse than the page need not be looked at. */
  private Filter better(Filter filter) {
    if (!order.byRank() || page.size() < size) {
      return filter;
    }
    String ranked = Objects.requireNonNull(kind.ranked());
    long worst = page.last().rank();
    return filter.with(
        order.descending() ? Condition.atLeast(ranked, worst) : Condition.atMost(ranked, worst));
  }

  /** How rows lie in the order asked for. */
  private Path lying() {
    if (!order.byRank()) {
      return Path.TIME;
    }
    return ownerAsked() ? Path.OWNER : Path.RANK;
  }

  /** Which index names the matches best. */
  private Path precise(Filter filter) {
    if (filter.sets().length > 0) {
      return Path.SET;
    }
    if (ownerAsked()) {
      return Path.OWNER;
    }
    boolean byRank =
        order.byRank()
            || filter.conditions().stream()
                .anyMatch(condition -> condition.field().equals(kind.ranked()));
    return byRank ? Path.RANK : Path.TIME;
  }

  private boolean ownerAsked() {
    return query.conditions().stream().anyMatch(this::namesOwner);
  }

  private Condition owner() {
    return query.conditions().stream().filter(this::namesOwner).findFirst().orElseThrow();
  }

  private boolean namesGroup(Condition condition) {
    return condition.test() == RecordQuery.Test.EQUAL && condition.field().equals(kind.group());
  }

  private boolean namesOwner(Condition condition) {
    return condition.test() == RecordQuery.Test.EQUAL && condition.field().equals(kind.owner());
  }
}
