// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import orrery.store.elasticsearch.HttpNodes.Answer;
import orrery.store.elasticsearch.HttpNodes.Call;
import tools.jackson.databind.JsonNode;

/**
 * Finds documents. A search that some shard could not answer is asked again, and fails in the end:
 * half an answer would look like a whole one. Thread-safe.
 */
final class Search {
  /** Searches at once; further ones wait. */
  private static final int MAX_AT_ONCE = 16;

  private static final int MAX_NAMED = 1_000;
  private static final String OPTIONS =
      "?ignore_unavailable=true&allow_partial_search_results=false&filter_path="
          + "hits.hits._index,hits.hits._id,hits.hits._source,hits.hits.sort,hits.hits._seq_no,"
          + "hits.hits._primary_term,aggregations";

  private final Requests requests;
  private final Indices indices;
  private final Semaphore permits = new Semaphore(MAX_AT_ONCE, true);

  Search(Requests requests, Indices indices) {
    this.requests = requests;
    this.indices = indices;
  }

  /** Names a document. */
  record Name(String index, String id) {}

  /** A document as it is now, visible to searches or not. */
  record Document(Bulk.Version version, JsonNode source) {}

  /**
   * Whatever is found; in the answer are {@code hits.hits} and {@code aggregations}.
   *
   * @param names indices, comma-separated; those that do not exist do not matter
   */
  JsonNode search(String names, String body) {
    indices.refresh(matching(names));
    permits.acquireUninterruptibly();
    try {
      Answer answer =
          requests.ask(
              Call.of("POST", "/" + names + "/_search" + OPTIONS, Indices.utf8(body)), 404);
      return answer.isGood() ? Json.tree(answer.body()) : Json.tree(new byte[] {'{', '}'});
    } finally {
      permits.release();
    }
  }

  /** The hits of {@link #search}. */
  JsonNode hits(String names, String body) {
    return search(names, body).path("hits").path("hits");
  }

  private static Predicate<String> matching(String names) {
    if (names.endsWith("*")) {
      String stem = names.substring(0, names.length() - 1);
      return index -> index.startsWith(stem);
    }
    List<String> all = List.of(names.split(",", -1));
    return all::contains;
  }

  /** Documents by name; those that do not exist are left out. */
  Map<Name, Document> get(Collection<Name> names) {
    Map<Name, Document> found = new HashMap<>();
    List<Name> all = new ArrayList<>(names);
    for (int from = 0; from < all.size(); from += MAX_NAMED) {
      List<Name> some = all.subList(from, Math.min(from + MAX_NAMED, all.size()));
      for (JsonNode document : fetch(some).path("docs")) {
        Document read = document(document);
        if (read != null) {
          found.put(
              new Name(document.path("_index").asString(""), document.path("_id").asString("")),
              read);
        }
      }
    }
    return found;
  }

  private JsonNode fetch(List<Name> names) {
    JsonBytes body = new JsonBytes(100 * names.size() + 20).raw("{\"docs\":[");
    for (int i = 0; i < names.size(); i++) {
      body.raw(i == 0 ? "" : ",").raw("{\"_index\":").text(names.get(i).index);
      body.raw(",\"_id\":").text(names.get(i).id).raw("}");
    }
    body.raw("]}");
    Requests.Patience patience = new Requests.Patience();
    while (true) {
      JsonNode answer = Json.tree(requests.ask(Call.of("POST", "/_mget", body.toBytes())).body());
      Refusal refusal = refusal(answer.path("docs"));
      if (refusal == null) {
        return answer;
      }
      if (!patience.pause()) {
        throw refusal.fault();
      }
    }
  }

  /** Why one of the documents could not be looked for; null when all could. */
  private static @Nullable Refusal refusal(JsonNode documents) {
    for (JsonNode document : documents) {
      JsonNode error = document.path("error");
      if (!error.isMissingNode()) {
        Refusal refusal = Refusal.of("reading a document", 503, error);
        if (!refusal.isMissingIndex() && !refusal.isClosedIndex()) {
          return refusal;
        }
      }
    }
    return null;
  }

  private static @Nullable Document document(JsonNode document) {
    if (!document.path("found").asBoolean(false)) {
      return null;
    }
    return new Document(version(document), document.path("_source"));
  }

  static Bulk.Version version(JsonNode document) {
    return new Bulk.Version(
        document.path("_seq_no").asLong(-1), document.path("_primary_term").asLong(-1));
  }
}
