// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static orrery.store.Samples.DAY;
import static orrery.store.Samples.NEXT_DAY;
import static orrery.store.Samples.ids;
import static orrery.store.Samples.tagged;
import static orrery.store.Samples.withTags;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How every {@link RecordStore} treats tags. */
abstract class TagContract {
  abstract Storage storage();

  private RecordStore records() {
    return storage().records();
  }

  private void append(RecordRow... rows) {
    records().append(List.of(rows));
  }

  private List<String> keys() {
    return records().tagKeys(Schema.SEGMENT, DAY, NEXT_DAY - 1, 100);
  }

  private List<String> values(String key) {
    return records().tagValues(Schema.SEGMENT, key, DAY, NEXT_DAY - 1, 100);
  }

  @Test
  void empty_answersNothing() {
    assertThat(keys()).isEmpty();
    assertThat(values("k")).isEmpty();
    assertThat(records().find(withTags("k=v"))).isEmpty();
  }

  @Test
  void find_allTagsMustBeThere() {
    append(
        tagged(1, DAY, "a=1", "b=2"),
        tagged(2, DAY, "b=2"),
        tagged(3, DAY, "b=2", "a=1", "c=3"),
        tagged(4, DAY),
        tagged(5, NEXT_DAY, "a=1"));
    assertThat(ids(records().find(withTags("a=1")))).containsExactly(1L, 3L, 5L);
    assertThat(ids(records().find(withTags("b=2", "a=1")))).containsExactly(1L, 3L);
    assertThat(ids(records().find(withTags("a=1", "a=1")))).containsExactly(1L, 3L, 5L);
    assertThat(ids(records().find(withTags("a=1", "b=2", "c=3")))).containsExactly(3L);
    assertThat(records().find(withTags("a=1", "d=4"))).isEmpty();
    assertThat(records().find(withTags("a"))).isEmpty();
    assertThat(records().find(withTags("a="))).isEmpty();
    assertThat(ids(records().find(withTags()))).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void find_sameSetInAnyOrderAndTwiceInOneRow() {
    append(tagged(1, DAY, "a=1", "b=2"), tagged(2, DAY, "b=2", "a=1", "b=2"));
    assertThat(ids(records().find(withTags("b=2", "a=1")))).containsExactly(1L, 2L);
    assertThat(keys()).containsExactly("a", "b");
  }

  @Test
  void find_tagsTogetherWithOtherConditionsInEveryOrder() {
    List<RecordRow> rows = new ArrayList<>();
    for (long id = 0; id < 100; id++) {
      long[] values = {id % 7, id % 2, 2, 3, id, 0};
      rows.add(tagged(id, DAY + id, values, id % 10 == 0 ? List.of("rare=yes") : List.of("x=y")));
    }
    records().append(rows);
    for (boolean byRank : new boolean[] {false, true}) {
      RecordQuery query =
          new RecordQuery(
              Schema.SEGMENT,
              DAY,
              NEXT_DAY,
              List.of(
                  RecordQuery.Condition.equal("service", 0),
                  RecordQuery.Condition.atLeast("latency", 20)),
              List.of("rare=yes"),
              byRank,
              true,
              1,
              3);
      assertThat(ids(records().find(query))).containsExactly(80L, 70L, 60L);
    }
  }

  @Test
  void hostileTexts_areKeptAndFoundExactly() {
    for (int i = 0; i < Samples.HOSTILE_TEXTS.size(); i++) {
      append(tagged(i, DAY, "key=" + Samples.HOSTILE_TEXTS.get(i)));
    }
    for (int i = 0; i < Samples.HOSTILE_TEXTS.size(); i++) {
      assertThat(ids(records().find(withTags("key=" + Samples.HOSTILE_TEXTS.get(i)))))
          .containsExactly((long) i);
    }
    assertThat(keys()).containsExactly("key");
    assertThat(values("key")).containsExactlyInAnyOrderElementsOf(Samples.HOSTILE_TEXTS);
    append(tagged(99, DAY, "100%_=x", "=", "nothing", "a=b=c"));
    assertThat(keys()).containsExactly("", "100%_", "a", "key", "nothing");
    assertThat(values("100%_")).containsExactly("x");
    assertThat(values("100__")).isEmpty();
    assertThat(values("a")).containsExactly("b=c");
    assertThat(values("")).containsExactly("");
    assertThat(ids(records().find(withTags("nothing", "a=b=c")))).containsExactly(99L);
  }

  @Test
  void keysAndValues_sortedDistinctLimitedAndOfTheRangeOnly() {
    append(
        tagged(1, DAY, "http.status=500", "db=x"),
        tagged(2, DAY, "http.status=200", "db=x"),
        tagged(3, NEXT_DAY, "http.status=404", "late=1"));
    assertThat(keys()).containsExactly("db", "http.status");
    assertThat(values("http.status")).containsExactly("200", "500");
    assertThat(records().tagKeys(Schema.SEGMENT, DAY, NEXT_DAY, 100))
        .containsExactly("db", "http.status", "late");
    assertThat(records().tagKeys(Schema.SEGMENT, DAY, NEXT_DAY, 2))
        .containsExactly("db", "http.status");
    assertThat(records().tagValues(Schema.SEGMENT, "http.status", DAY, NEXT_DAY, 2))
        .containsExactly("200", "404");
    assertThat(records().tagKeys(Schema.SEGMENT, DAY, NEXT_DAY, 0)).isEmpty();
    assertThat(records().tagKeys(Schema.SLOW_STATEMENT, DAY, NEXT_DAY, 100)).isEmpty();
    assertThat(records().tagKeys(Schema.SEGMENT, NEXT_DAY, DAY - 1, 100)).isEmpty();
  }

  @Test
  void manyDistinctSets() {
    List<RecordRow> rows = new ArrayList<>();
    for (long id = 0; id < 5_000; id++) {
      rows.add(tagged(id, DAY + id, "user=" + id, "even=" + (id % 2 == 0)));
    }
    records().append(rows);
    records().append(rows);
    assertThat(ids(records().find(withTags("user=4321")))).containsExactly(4321L);
    assertThat(ids(records().find(withTags("even=true")))).hasSize(2_500);
    assertThat(records().find(withTags("even=true", "user=4321"))).isEmpty();
    assertThat(keys()).containsExactly("even", "user");
  }
}
