// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.store.elasticsearch.HttpNodes.Answer;
import orrery.store.elasticsearch.HttpNodes.Call;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Writes many documents: in requests of bounded size, a few at once. What is refused for a passing
 * reason is sent again, document by document. Thread-safe.
 */
final class Bulk {
  private static final String PATH =
      "/_bulk?require_alias=true&filter_path="
          + "errors,items.*.status,items.*.error,items.*._seq_no,items.*._primary_term";

  private final Requests requests;
  private final Indices indices;
  private final ElasticsearchSettings.Limits limits;
  private final Semaphore permits;
  private final String path;

  Bulk(Requests requests, Indices indices, ElasticsearchSettings.Limits limits) {
    this.requests = requests;
    this.indices = indices;
    this.limits = limits;
    this.permits = new Semaphore(limits.concurrentBulks(), true);
    // a shard that is not there is said before this side gives up waiting, and blames the node
    this.path = PATH + "&timeout=" + limits.responseMillis() / 2 + "ms";
  }

  /**
   * One document to be written.
   *
   * @param lines the action and, but for a delete, the document; each ends in a line feed
   */
  record Item(Search.Name name, byte[] lines) {
    String index() {
      return name.index();
    }
  }

  /**
   * What became of it.
   *
   * @param status 200 or 201 when written, 404 when there was nothing to delete, 409 when something
   *     else is there
   * @param version of the document that was written, to be named when it is replaced
   */
  record Outcome(int status, Version version) {
    private static final Outcome CREATED = new Outcome(201, new Version(-1, -1));

    boolean isConflict() {
      return status == 409;
    }
  }

  /** A version of a document, as the cluster counts them. */
  record Version(long sequence, long term) {}

  /** Whether the caller looks at versions; reading them from the answer costs. */
  enum Detail {
    NONE,
    VERSIONS
  }

  /**
   * Writes all, or throws; what is written stays. Outcomes are in the order of the items.
   *
   * @throws Fault when one was refused for another reason than being there
   */
  List<Outcome> send(List<Item> items, Detail detail) {
    Set<String> names = new HashSet<>();
    items.forEach(item -> names.add(item.index()));
    names.forEach(indices::ensure);
    List<List<Item>> chunks = chunks(items);
    try {
      if (chunks.size() == 1) {
        return sendChunk(items, detail);
      }
      return sendAll(chunks, detail);
    } finally {
      indices.wrote(names); // even when it failed: some may be there
    }
  }

  private List<List<Item>> chunks(List<Item> items) {
    List<List<Item>> chunks = new ArrayList<>();
    int first = 0;
    long bytes = 0;
    for (int i = 0; i < items.size(); i++) {
      int length = items.get(i).lines.length;
      if (i > first && (i - first >= limits.bulkActions() || bytes + length > limits.bulkBytes())) {
        chunks.add(items.subList(first, i));
        first = i;
        bytes = 0;
      }
      bytes += length;
    }
    if (first < items.size()) {
      chunks.add(items.subList(first, items.size()));
    }
    return chunks;
  }

  private List<Outcome> sendAll(List<List<Item>> chunks, Detail detail) {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Outcome>>> sent = new ArrayList<>();
      for (List<Item> chunk : chunks) {
        sent.add(threads.submit(() -> sendChunk(chunk, detail)));
      }
      for (Future<List<Outcome>> each : sent) {
        outcomes.addAll(each.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("interrupted while writing", e);
    }
  }

  private List<Outcome> sendChunk(List<Item> items, Detail detail) {
    permits.acquireUninterruptibly();
    try {
      return new Chunk(items, detail).send();
    } finally {
      permits.release();
    }
  }

  /** One request, and what of it has to be sent again. */
  private final class Chunk {
    private final List<Item> items;
    private final Detail detail;
    private final Outcome[] outcomes;
    private final Requests.Patience patience = new Requests.Patience();
    private int[] open;

    Chunk(List<Item> items, Detail detail) {
      this.items = items;
      this.detail = detail;
      this.outcomes = new Outcome[items.size()];
      this.open = java.util.stream.IntStream.range(0, items.size()).toArray();
    }

    List<Outcome> send() {
      while (open.length > 0) {
        Answer answer = requests.ask(Call.bulk(path, body()));
        Refusal refused = read(answer);
        if (refused != null && !patience.pause()) {
          throw refused.fault();
        }
      }
      return Arrays.asList(outcomes);
    }

    private byte[] body() {
      ByteArrayOutputStream body =
          new ByteArrayOutputStream(Arrays.stream(open).map(i -> items.get(i).lines.length).sum());
      for (int i : open) {
        body.writeBytes(items.get(i).lines);
      }
      return body.toByteArray();
    }

    /** Notes what became of the open items; what is still open was refused for this reason. */
    private @Nullable Refusal read(Answer answer) {
      if (detail == Detail.NONE && !hasErrors(answer.body())) {
        for (int i : open) {
          outcomes[i] = Outcome.CREATED;
        }
        open = new int[0];
        return null;
      }
      JsonNode answered = Json.tree(answer.body()).path("items");
      if (answered.size() != open.length) {
        throw new Fault.Unavailable("a bulk answer of " + answered.size() + " items");
      }
      Refusal refused = null;
      int stillOpen = 0;
      for (int at = 0; at < open.length; at++) {
        int i = open[at];
        JsonNode item = answered.path(at).iterator().next();
        Refusal refusal = refusal(items.get(i), item);
        if (refusal == null) {
          outcomes[i] = outcome(item);
        } else {
          refused = refusal;
          open[stillOpen++] = i;
        }
      }
      open = Arrays.copyOf(open, stillOpen);
      return refused;
    }
  }

  /** Null when the item is done; throws when trying again cannot help. */
  private @Nullable Refusal refusal(Item item, JsonNode answered) {
    int status = answered.path("status").asInt(0);
    JsonNode error = answered.path("error");
    if (error.isMissingNode() || status == 409) {
      return null;
    }
    Refusal refusal = Refusal.of("writing to " + item.index(), status, error);
    if (refusal.isMissingIndex()) {
      indices.forget(item.index());
      indices.ensure(item.index());
    } else if (refusal.isClosedIndex()) {
      indices.open(item.index());
    } else if (!refusal.isPassing()) {
      throw refusal.fault();
    }
    return refusal;
  }

  private static Outcome outcome(JsonNode item) {
    return new Outcome(
        item.path("status").asInt(0),
        new Version(item.path("_seq_no").asLong(-1), item.path("_primary_term").asLong(-1)));
  }

  /** Reads no further than to the member that says it, which comes before the items. */
  private static boolean hasErrors(byte[] json) {
    try (JsonParser parser = Json.parser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.PROPERTY_NAME
            && "errors".equals(parser.currentName())) {
          return parser.nextToken() != JsonToken.VALUE_FALSE;
        }
      }
    }
    return true;
  }
}
