// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.store.elasticsearch.HttpNodes.Answer;
import orrery.store.elasticsearch.HttpNodes.Call;
import tools.jackson.databind.JsonNode;

/**
 * Makes indices and templates, makes them again when somebody deleted them, and sees to it that
 * searches find what this process wrote. Thread-safe.
 */
final class Indices {
  private static final Logger LOG = LoggerFactory.getLogger(Indices.class);
  private static final String REFRESH = "/_refresh?ignore_unavailable=true";

  private final Requests requests;
  private final List<IndexLayout> layouts;
  private final long readLagNanos;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<String, Freshness> written = new ConcurrentHashMap<>();

  /** How much of what was written to an index searches can see. */
  private static final class Freshness {
    private final AtomicLong writes = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long visibleWrites;
    private volatile long refreshedNanos;

    Freshness(long refreshedNanos) {
      this.refreshedNanos = refreshedNanos;
    }

    boolean isStale() {
      return visibleWrites < writes.get();
    }
  }

  Indices(Requests requests, List<IndexLayout> layouts, int readLagMillis) {
    this.requests = requests;
    this.layouts = layouts;
    this.readLagNanos = TimeUnit.MILLISECONDS.toNanos(readLagMillis);
  }

  /**
   * Installs the templates and upgrades the indices there are.
   *
   * @throws Fault.Invalid when they have other days than they would be looked for by
   */
  void prepare() {
    for (IndexLayout layout : layouts) {
      boolean installed = installTemplate(layout);
      examine(layout, installed);
      // whoever starts sees what others wrote before
      requests.ask(Call.of("POST", "/" + layout.pattern() + REFRESH), 403, 404);
    }
  }

  /** True when it was not there, or older. */
  private boolean installTemplate(IndexLayout layout) {
    String path = "/_index_template/" + templateName(layout);
    Answer answer = requests.ask(Call.of("GET", path), 404);
    int version =
        answer.status() == 404
            ? 0
            : Json.tree(answer.body())
                .path("index_templates")
                .path(0)
                .path("index_template")
                .path("version")
                .asInt(0);
    if (version >= layout.version()) {
      return false;
    }
    requests.ask(Call.of("PUT", path, utf8(layout.template())));
    LOG.info("Installed the index template {}", templateName(layout));
    return true;
  }

  /** Looks at the indices there are; adds the fields that those of an older version lack. */
  private void examine(IndexLayout layout, boolean upgrade) {
    String path = "/" + layout.pattern() + "/_mapping";
    Answer answer =
        requests.ask(
            Call.of("GET", path + "?ignore_unavailable=true&filter_path=*.mappings._meta"), 404);
    if (!answer.isGood()) {
      return;
    }
    for (Map.Entry<String, JsonNode> index : Json.tree(answer.body()).properties()) {
      JsonNode meta = index.getValue().path("mappings").path("_meta");
      int days = meta.path("days").asInt(layout.days());
      if (days != layout.days()) {
        throw new Fault.Invalid(
            "index "
                + index.getKey()
                + " holds "
                + days
                + " days, and SW_STORAGE_DAY_STEP asks for "
                + layout.days()
                + "; set it to "
                + days
                + " again, or begin anew with another SW_NAMESPACE");
      }
      if (upgrade && meta.path("orrery").asInt(0) < layout.version()) {
        requests.ask(
            Call.of("PUT", "/" + index.getKey() + "/_mapping", utf8(layout.upgrade())), 404);
        LOG.info("Upgraded the index {}", index.getKey());
      }
    }
  }

  private static String templateName(IndexLayout layout) {
    return layout.pattern().replace("-*", "");
  }

  /** Makes an index that is not known to be there. */
  void ensure(String index) {
    if (known.contains(index)) {
      return;
    }
    IndexLayout layout = layout(index);
    installTemplate(layout);
    Answer answer = requests.ask(Call.of("PUT", "/" + index, utf8(layout.index(index))), 400);
    if (answer.status() == 400) {
      Refusal refusal = Refusal.of("PUT /" + index, answer);
      if (!refusal.type().equals("resource_already_exists_exception")) {
        throw refusal.fault();
      }
      // made by an Orrery that had no such name, or by somebody else
      requests.ask(Call.of("PUT", "/" + index + "/_alias/" + IndexLayout.writing(index)));
    }
    known.add(index);
  }

  private IndexLayout layout(String index) {
    return layouts.stream()
        .filter(layout -> index.startsWith(layout.pattern().replace("*", "")))
        .findFirst()
        .orElseThrow();
  }

  /** It is not there any more: the next write makes it again. */
  void forget(String index) {
    known.remove(index);
  }

  /** Somebody closed it. */
  void open(String index) {
    LOG.warn("Index {} is closed and data for it came in: opening it", index);
    requests.ask(Call.of("POST", "/" + index + "/_open"), 404);
  }

  /** Names of the indices there are that match. */
  List<String> list(String pattern) {
    Answer answer =
        requests.ask(
            Call.of(
                "GET", "/_cat/indices/" + pattern + "?h=index&format=json&expand_wildcards=all"),
            404);
    List<String> names = new ArrayList<>();
    if (answer.isGood()) {
      Json.tree(answer.body()).forEach(row -> names.add(row.path("index").asString("")));
    }
    return names;
  }

  /** Deletes an index; false when it was not there. */
  boolean delete(String index) {
    forget(index);
    written.remove(index);
    return requests.ask(Call.of("DELETE", "/" + index), 404).isGood();
  }

  /** Documents of these indices were written: a search has to make them visible first. */
  void wrote(Collection<String> indices) {
    for (String index : indices) {
      written
          .computeIfAbsent(index, _ -> new Freshness(System.nanoTime() - readLagNanos))
          .writes
          .incrementAndGet();
    }
  }

  /**
   * Before a search: makes visible what this process wrote to the indices that match, unless that
   * was done a moment ago.
   */
  void refresh(Predicate<String> matching) {
    written.forEach((index, freshness) -> {
      if (matching.test(index) && freshness.isStale()) {
        refresh(index, freshness);
      }
    });
  }

  private void refresh(String index, Freshness freshness) {
    freshness.lock.lock(); // whoever comes while another refreshes has to wait for it
    try {
      if (freshness.isStale() && System.nanoTime() - freshness.refreshedNanos >= readLagNanos) {
        long writes = freshness.writes.get();
        freshness.refreshedNanos = System.nanoTime();
        requests.ask(Call.of("POST", "/" + index + REFRESH), 403, 404);
        freshness.visibleWrites = writes;
      }
    } finally {
      freshness.lock.unlock();
    }
  }

  static byte[] utf8(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
