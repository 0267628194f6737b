// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static orrery.store.CatalogKind.ENDPOINT;
import static orrery.store.CatalogKind.INTERNAL;
import static orrery.store.CatalogKind.SERVICE;
import static orrery.store.Samples.DAY;
import static orrery.store.Samples.HOSTILE_TEXTS;
import static orrery.store.Samples.endpoint;
import static orrery.store.Samples.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every {@link CatalogStore} must do. */
abstract class CatalogContract {
  abstract Storage storage();

  private CatalogStore catalog() {
    return storage().catalog();
  }

  private void put(CatalogEntry... entries) {
    catalog().put(List.of(entries));
  }

  private List<String> names(CatalogQuery query) {
    return catalog().list(query).stream().map(CatalogEntry::name).toList();
  }

  private List<String> named(String keyword) {
    return names(new CatalogQuery(SERVICE, null, keyword, 0, 100));
  }

  @Test
  void empty_answersNothing() {
    catalog().put(List.of());
    catalog().delete(SERVICE, List.of(1L));
    assertThat(catalog().list(CatalogQuery.all(SERVICE, 10))).isEmpty();
    assertThat(catalog().get(SERVICE, List.of(1L, 2L))).isEmpty();
    assertThat(catalog().get(SERVICE, List.of())).isEmpty();
  }

  @Test
  void put_givesBackEverything() {
    Map<String, String> attributes = new HashMap<>();
    for (String text : HOSTILE_TEXTS) {
      attributes.put(text, text);
    }
    attributes.put("", "");
    List<CatalogEntry> entries = new ArrayList<>();
    for (CatalogKind kind : CatalogKind.values()) {
      for (long key : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
        entries.add(new CatalogEntry(kind, key, -key, "n" + key, attributes, Long.MAX_VALUE));
      }
    }
    catalog().put(entries);
    for (CatalogKind kind : CatalogKind.values()) {
      assertThat(catalog().get(kind, List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE, 5L)))
          .containsExactlyInAnyOrderElementsOf(
              entries.stream().filter(entry -> entry.kind() == kind).toList());
    }
  }

  @Test
  void put_replacesButKeepsTheLaterSighting() {
    put(new CatalogEntry(SERVICE, 1, 0, "old", Map.of("a", "1", "b", "2"), 100));
    put(new CatalogEntry(SERVICE, 1, 5, "new", Map.of("a", "3"), 50));
    assertThat(catalog().get(SERVICE, List.of(1L)))
        .containsExactly(new CatalogEntry(SERVICE, 1, 5, "new", Map.of("a", "3"), 100));
    put(
        new CatalogEntry(SERVICE, 1, 5, "newer", Map.of(), 300),
        new CatalogEntry(SERVICE, 1, 6, "newest", Map.of(), 200));
    assertThat(catalog().list(CatalogQuery.all(SERVICE, 10)))
        .containsExactly(new CatalogEntry(SERVICE, 1, 6, "newest", Map.of(), 300));
  }

  @Test
  void get_ofManyKeysAndOfTheSameTwice() {
    List<CatalogEntry> entries = new ArrayList<>();
    for (long key = 0; key < 10_000; key++) {
      entries.add(entry(ENDPOINT, key, "e" + key, DAY));
    }
    catalog().put(entries);
    List<Long> keys = entries.stream().map(CatalogEntry::key).toList();
    assertThat(catalog().get(ENDPOINT, keys)).containsExactlyInAnyOrderElementsOf(entries);
    assertThat(catalog().get(ENDPOINT, List.of(3L, 3L, 99_999L)))
        .containsExactly(entry(ENDPOINT, 3, "e3", DAY));
    assertThat(catalog().list(CatalogQuery.all(ENDPOINT, 100_000))).hasSize(10_000);
  }

  @Test
  void list_orderedByNameThenKeyAndLimited() {
    put(
        entry(SERVICE, 3, "b", 1),
        entry(SERVICE, 2, "a", 1),
        entry(SERVICE, -4, "b", 1),
        entry(SERVICE, 5, "B", 1),
        entry(SERVICE, 6, "", 1));
    assertThat(catalog().list(CatalogQuery.all(SERVICE, 10)))
        .extracting(CatalogEntry::key)
        .containsExactly(6L, 5L, 2L, -4L, 3L);
    assertThat(catalog().list(CatalogQuery.all(SERVICE, 3)))
        .extracting(CatalogEntry::key)
        .containsExactly(6L, 5L, 2L);
    assertThat(catalog().list(CatalogQuery.all(SERVICE, 0))).isEmpty();
  }

  @Test
  void list_byOwner() {
    put(endpoint(1, 10, "/a"), endpoint(2, 10, "/b"), endpoint(3, 11, "/c"), endpoint(4, 0, "/d"));
    assertThat(names(new CatalogQuery(ENDPOINT, 10L, "", 0, 10))).containsExactly("/a", "/b");
    assertThat(names(new CatalogQuery(ENDPOINT, 10L, "B", 0, 10))).containsExactly("/b");
    assertThat(names(new CatalogQuery(ENDPOINT, 0L, "", 0, 10))).containsExactly("/d");
    assertThat(names(new CatalogQuery(ENDPOINT, null, "", 0, 10))).hasSize(4);
    assertThat(names(new CatalogQuery(ENDPOINT, 99L, "", 0, 10))).isEmpty();
  }

  @Test
  void list_keywordIsTakenLiterally() {
    put(
        entry(SERVICE, 1, "100% sure", 1),
        entry(SERVICE, 2, "1000 sure", 1),
        entry(SERVICE, 3, "under_score", 1),
        entry(SERVICE, 4, "underXscore", 1),
        entry(SERVICE, 5, "back\\slash [a-z] *", 1));
    assertThat(named("100%")).containsExactly("100% sure");
    assertThat(named("%")).containsExactly("100% sure");
    assertThat(named("r_s")).containsExactly("under_score");
    assertThat(named("_")).containsExactly("under_score");
    assertThat(named("\\")).containsExactly("back\\slash [a-z] *");
    assertThat(named("[A-z]")).containsExactly("back\\slash [a-z] *");
    assertThat(named("UNDER")).containsExactly("underXscore", "under_score");
    assertThat(named("  ")).hasSize(5);
    assertThat(named("nowhere")).isEmpty();
  }

  @Test
  void list_hostileNamesAreFoundByThemselves() {
    for (int i = 0; i < HOSTILE_TEXTS.size(); i++) {
      put(entry(SERVICE, i, HOSTILE_TEXTS.get(i), 1));
    }
    for (String text : HOSTILE_TEXTS) {
      assertThat(named(text)).containsExactly(text);
    }
    assertThat(catalog().list(CatalogQuery.all(SERVICE, 100)))
        .extracting(CatalogEntry::name)
        .containsExactlyElementsOf(HOSTILE_TEXTS.stream().sorted().collect(Collectors.toList()));
  }

  @Test
  void list_seenSince() {
    put(entry(SERVICE, 1, "old", DAY - 1), entry(SERVICE, 2, "edge", DAY));
    assertThat(names(new CatalogQuery(SERVICE, null, "", DAY, 10))).containsExactly("edge");
    assertThat(names(new CatalogQuery(SERVICE, null, "", DAY - 1, 10)))
        .containsExactly("edge", "old");
    assertThat(names(new CatalogQuery(SERVICE, null, "", DAY + 1, 10))).isEmpty();
  }

  @Test
  void delete_onlyTheNamedOfTheKind() {
    put(entry(SERVICE, 1, "a", 1), entry(SERVICE, 2, "b", 1), entry(INTERNAL, 1, "c", 1));
    catalog().delete(SERVICE, List.of(1L, 77L));
    assertThat(names(CatalogQuery.all(SERVICE, 10))).containsExactly("b");
    assertThat(names(CatalogQuery.all(INTERNAL, 10))).containsExactly("c");
    put(entry(SERVICE, 1, "again", 0));
    assertThat(catalog().get(SERVICE, List.of(1L))).containsExactly(entry(SERVICE, 1, "again", 0));
  }
}
