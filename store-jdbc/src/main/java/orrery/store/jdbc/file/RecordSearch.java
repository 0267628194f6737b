// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.store.RecordKind;
import orrery.store.RecordQuery;
import orrery.store.RecordQuery.Condition;

/**
 * One search. It takes the best rows of one run after the other, the run that may hold the best
 * first, and stops when no other run can better the page: what it costs depends on the page and on
 * how rare the matches are, not on how long the range is. Searches for something rare pass over
 * many rows; beyond a bound they are refused.
 */
final class RecordSearch {
  /** Rows looked at in plain order of time before runs are searched: often that is enough. */
  private static final int WALK_ROWS = 4_096;

  /** A run of a day that may hold matches. */
  private record Candidate(long day, Run run) {}

  private final RecordQuery query;
  private final RecordKind kind;
  private final RecordReading reading;
  private final long maxRows;
  private final RecordSql.Order order;
  private final Comparator<Found> better;
  private final int size;
  private final TreeSet<Found> page;
  private long toMillis;
  private long fromMillis;

  RecordSearch(RecordQuery query, RecordReading reading, long maxRows) {
    this.query = query;
    this.kind = query.kind();
    this.reading = reading;
    this.maxRows = maxRows;
    this.order = new RecordSql.Order(query.byRank(), query.descending());
    this.better = Found.order(order);
    this.size = query.offset() + query.limit();
    this.page = new TreeSet<>(better);
    this.fromMillis = query.fromMillis();
    this.toMillis = query.toMillis();
    query.conditions().forEach(condition -> kind.index(condition.field()));
  }

  /** The rows of the page asked for. */
  List<Found> run() {
    if (query.limit() == 0) {
      return List.of();
    }
    if (order.byRank() || !walk()) {
      searchRuns();
    }
    completeTies();
    return page.stream().skip(query.offset()).limit(query.limit()).toList();
  }

  /**
   * Looks at the first rows in order of time; says whether they fill the page. What it looked at
   * need not be searched again.
   */
  private boolean walk() {
    if (!query.tags().isEmpty() || size > WALK_ROWS) {
      return false;
    }
    List<Long> range = reading.days(fromMillis, toMillis);
    if (range.isEmpty()) {
      return true;
    }
    long day = order.descending() ? range.getLast() : range.getFirst();
    Long end =
        reading.<@Nullable Long>read(day, null, (log, session) -> walk(day, log.sql(), session));
    if (end == null) {
      return false;
    }
    long millis = day * Days.DAY_MILLIS + RowId.millisOfDay(end);
    boolean full = page.size() >= size && better.compare(worst(), at(millis)) < 0;
    // The last millisecond may go on beyond the walk: it is looked at again.
    if (order.descending()) {
      toMillis = millis;
    } else {
      fromMillis = millis;
    }
    return full;
  }

  /** Null when the day ended before the walk. */
  private @Nullable Long walk(long day, RecordSql sql, Session session) throws SQLException {
    long first = firstId(day);
    long last = lastId(day);
    PreparedStatement walk = session.prepare(sql.walk(query.conditions(), order));
    int at = bind(walk, 0, first, last, WALK_ROWS);
    at = bind(walk, at, query.conditions());
    bind(walk, at, size);
    page.addAll(Found.all(kind, day, walk));
    PreparedStatement end = session.bind(sql.walkEnd(order), first, last, WALK_ROWS - 1);
    try (ResultSet row = end.executeQuery()) {
      return row.next() ? row.getLong(1) : null;
    }
  }

  private void searchRuns() {
    List<Candidate> candidates = new ArrayList<>();
    for (long day : reading.days(fromMillis, toMillis)) {
      candidates.addAll(
          reading.read(day, List.of(), (log, session) -> candidates(day, log.sql(), session)));
    }
    candidates.sort(
        order.descending()
            ? Comparator.comparingLong(this::bestOf).reversed()
            : Comparator.comparingLong(this::bestOf));
    long rows = 0;
    for (Candidate candidate : candidates) {
      if (page.size() >= size && cannotBetter(candidate)) {
        return;
      }
      rows += candidate.run().documents();
      if (rows > maxRows) {
        throw new Fault.Overloaded(
            "this search would pass over more than "
                + maxRows
                + " rows; shorten its time range, or raise SW_ORRERY_STORE_SCAN_ROWS");
      }
      long day = candidate.day();
      reading.read(
          day,
          List.<Found>of(),
          (log, session) -> {
            best(candidate, log.sql(), session);
            return List.of();
          });
      while (page.size() > size) {
        page.pollLast();
      }
    }
  }

  private List<Candidate> candidates(long day, RecordSql sql, Session session) throws SQLException {
    List<Candidate> candidates = new ArrayList<>();
    Set<Long> tagged = null;
    for (String tag : query.tags()) {
      Set<Long> runs = new HashSet<>();
      PreparedStatement statement = session.prepare(sql.runsOfTag());
      statement.setBytes(1, tag.getBytes(StandardCharsets.UTF_8));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          runs.add(rows.getLong(1));
        }
      }
      if (tagged == null) {
        tagged = runs;
      } else {
        tagged.retainAll(runs);
      }
    }
    long firstMillis = RowId.millisOfDay(firstId(day));
    long lastMillis = RowId.millisOfDay(lastId(day));
    try (ResultSet rows = session.prepare(sql.runs()).executeQuery()) {
      while (rows.next()) {
        Run run = Run.of(rows);
        if (run.minMillis() <= lastMillis
            && run.maxMillis() >= firstMillis
            && (tagged == null || tagged.contains(run.id()))) {
          candidates.add(new Candidate(day, run));
        }
      }
    }
    return candidates;
  }

  private void best(Candidate candidate, RecordSql sql, Session session) throws SQLException {
    Run run = candidate.run();
    List<Condition> conditions = new ArrayList<>(query.conditions());
    if (order.byRank() && page.size() >= size && kind.ranked() != null) {
      conditions.add(
          order.descending()
              ? Condition.atLeast(kind.ranked(), worst().rank())
              : Condition.atMost(kind.ranked(), worst().rank()));
    }
    PreparedStatement best =
        session.prepare(sql.best(path(), conditions, query.tags().size(), order));
    int at =
        bind(
            best,
            0,
            run.id(),
            Math.max(firstId(candidate.day()), RowId.first(run.minMillis())),
            Math.min(lastId(candidate.day()), RowId.last(run.maxMillis())));
    at = bind(best, at, conditions);
    for (String tag : query.tags()) {
      best.setBytes(++at, tag.getBytes(StandardCharsets.UTF_8));
      best.setLong(++at, run.id());
    }
    bind(best, at, size);
    page.addAll(Found.all(kind, candidate.day(), best));
  }

  /**
   * Rows are taken in the order of row ids, which within one millisecond is not that of id keys. So
   * when the page is full, all rows that tie with its last are taken, and put in order.
   */
  private void completeTies() {
    if (page.size() < size) {
      return;
    }
    Found last = worst();
    long day = Days.of(last.timeMillis());
    long millis = Math.floorMod(last.timeMillis(), Days.DAY_MILLIS);
    List<Condition> conditions = new ArrayList<>(query.conditions());
    if (order.byRank() && kind.ranked() != null) {
      conditions.add(Condition.equal(kind.ranked(), last.rank()));
    }
    page.addAll(
        reading.read(
            day,
            List.of(),
            (log, session) -> {
              PreparedStatement ties =
                  session.prepare(log.sql().ties(conditions, query.tags().size()));
              int at = bind(ties, 0, RowId.first(millis), RowId.last(millis));
              at = bind(ties, at, conditions);
              for (String tag : query.tags()) {
                ties.setBytes(++at, tag.getBytes(StandardCharsets.UTF_8));
              }
              return Found.all(kind, day, ties);
            }));
  }

  private RecordSql.Path path() {
    for (Condition condition : query.conditions()) {
      if (condition.test() == RecordQuery.Test.EQUAL && condition.field().equals(kind.group())) {
        return RecordSql.Path.GROUP;
      }
    }
    for (Condition condition : query.conditions()) {
      if (condition.test() == RecordQuery.Test.EQUAL && condition.field().equals(kind.owner())) {
        return RecordSql.Path.OWNER;
      }
    }
    boolean byRank =
        order.byRank()
            || query.conditions().stream()
                .anyMatch(condition -> condition.field().equals(kind.ranked()));
    return byRank ? RecordSql.Path.RANK : RecordSql.Path.TIME;
  }

  /** The best value a run can offer in the order asked for. */
  private long bestOf(Candidate candidate) {
    Run run = candidate.run();
    if (order.byRank()) {
      return order.descending() ? run.maxRank() : run.minRank();
    }
    return candidate.day() * Days.DAY_MILLIS
        + (order.descending() ? run.maxMillis() : run.minMillis());
  }

  private boolean cannotBetter(Candidate candidate) {
    long worst = order.byRank() ? worst().rank() : worst().timeMillis();
    return order.descending() ? bestOf(candidate) < worst : bestOf(candidate) > worst;
  }

  private Found worst() {
    return page.last();
  }

  private Found at(long millis) {
    long idKey = order.descending() ? Long.MAX_VALUE : Long.MIN_VALUE;
    return new Found(0, millis, idKey, 0, new long[0], 0, 0);
  }

  private long firstId(long day) {
    return RowId.first(Days.of(fromMillis) == day ? Math.floorMod(fromMillis, Days.DAY_MILLIS) : 0);
  }

  private long lastId(long day) {
    return RowId.last(
        Days.of(toMillis) == day ? Math.floorMod(toMillis, Days.DAY_MILLIS) : Days.DAY_MILLIS - 1);
  }

  private static int bind(PreparedStatement statement, int after, long... values)
      throws SQLException {
    int at = after;
    for (long value : values) {
      statement.setLong(++at, value);
    }
    return at;
  }

  private static int bind(PreparedStatement statement, int after, List<Condition> conditions)
      throws SQLException {
    int at = after;
    for (Condition condition : conditions) {
      statement.setLong(++at, condition.operand());
    }
    return at;
  }
}
