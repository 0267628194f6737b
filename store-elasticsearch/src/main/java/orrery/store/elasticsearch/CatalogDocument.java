// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import tools.jackson.databind.JsonNode;

/** A catalogue entry as a document, and back; and how they are searched for. */
final class CatalogDocument {
  private CatalogDocument() {}

  /** Names the document. */
  static String id(CatalogKind kind, long key) {
    return kind.number() + "-" + Long.toHexString(key);
  }

  /** The entry with the later of its own and another sighting. */
  static CatalogEntry seen(CatalogEntry entry, long seenMillis) {
    return entry.seenMillis() >= seenMillis
        ? entry
        : new CatalogEntry(
            entry.kind(), entry.key(), entry.owner(), entry.name(), entry.attributes(), seenMillis);
  }

  /** The action that puts an entry in the place of a version, or creates it. */
  static byte[] write(String index, CatalogEntry entry, Bulk.@Nullable Version replaced) {
    JsonBytes json = new JsonBytes(256);
    action(json, replaced == null ? "create" : "index", index, id(entry.kind(), entry.key()));
    version(json, replaced);
    json.raw("}}\n{\"kind\":").number(entry.kind().number()).raw(",\"key\":").number(entry.key());
    json.raw(",\"owner\":").number(entry.owner()).raw(",\"name\":").text(entry.name());
    json.raw(",\"seen\":").number(entry.seenMillis()).raw(",\"attributes\":[");
    String separator = "";
    // a list, because not every text can be the name of a member
    for (Map.Entry<String, String> attribute : new TreeMap<>(entry.attributes()).entrySet()) {
      json.raw(separator).text(attribute.getKey()).raw(",").text(attribute.getValue());
      separator = ",";
    }
    return json.raw("]}\n").toBytes();
  }

  /** The action that deletes a document, or only this version of it. */
  static byte[] delete(String index, String id, Bulk.@Nullable Version deleted) {
    JsonBytes json = new JsonBytes(128);
    action(json, "delete", index, id);
    version(json, deleted);
    return json.raw("}}\n").toBytes();
  }

  private static void action(JsonBytes json, String action, String index, String id) {
    json.raw("{\"").raw(action).raw("\":{\"_index\":\"");
    json.raw(IndexLayout.writing(index));
    json.raw("\",\"_id\":\"").raw(id).raw("\"");
  }

  private static void version(JsonBytes json, Bulk.@Nullable Version version) {
    if (version != null) {
      json.raw(",\"if_seq_no\":").number(version.sequence());
      json.raw(",\"if_primary_term\":").number(version.term());
    }
  }

  static CatalogEntry entry(CatalogKind kind, JsonNode source) {
    List<String> texts = new ArrayList<>();
    source.path("attributes").forEach(text -> texts.add(text.asString("")));
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i + 1 < texts.size(); i += 2) {
      attributes.put(texts.get(i), texts.get(i + 1));
    }
    return new CatalogEntry(
        kind,
        source.path("key").asLong(0),
        source.path("owner").asLong(0),
        source.path("name").asString(""),
        attributes,
        source.path("seen").asLong(0));
  }

  /** A page of the entries that match, keyword perhaps apart, in the order of names. */
  static String list(CatalogQuery query, @Nullable JsonNode after, int size) {
    JsonBytes body = begin(size, "[\"name\",\"key\"]", after);
    body.raw("{\"term\":{\"kind\":").number(query.kind().number()).raw("}}");
    if (query.owner() != null) {
      body.raw(",{\"term\":{\"owner\":").number(query.owner()).raw("}}");
    }
    if (query.seenSinceMillis() != 0) {
      body.raw(",{\"range\":{\"seen\":{\"gte\":").number(query.seenSinceMillis()).raw("}}}");
    }
    return body.raw("]}}}").toString();
  }

  /** A page of the entries of these kinds that were last seen before an instant. */
  static String unseen(
      List<CatalogKind> kinds, long beforeMillis, @Nullable JsonNode after, int size) {
    JsonBytes body = begin(size, "[\"key\",\"name\"]", after);
    body.raw("{\"range\":{\"seen\":{\"lt\":")
        .number(beforeMillis)
        .raw("}}},{\"terms\":{\"kind\":[");
    for (int i = 0; i < kinds.size(); i++) {
      body.raw(i == 0 ? "" : ",").number(kinds.get(i).number());
    }
    return body.raw("]}}]}}}").toString();
  }

  private static JsonBytes begin(int size, String sort, @Nullable JsonNode after) {
    JsonBytes body = new JsonBytes(512).raw("{\"size\":").number(size);
    body.raw(",\"track_total_hits\":false,\"seq_no_primary_term\":true,\"sort\":").raw(sort);
    if (after != null) {
      body.raw(",\"search_after\":").utf8(after.toString());
    }
    return body.raw(",\"query\":{\"bool\":{\"filter\":[");
  }

  /** Whether the name contains the keyword, ignoring the case of ASCII letters only. */
  static boolean matches(CatalogEntry entry, String keyword) {
    return keyword.isBlank() || lower(entry.name()).contains(lower(keyword));
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
