// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import orrery.model.Keys;
import orrery.store.RecordKind;
import orrery.store.RecordRow;
import tools.jackson.databind.JsonNode;

/** A record as a document, and back. */
final class RecordDocument {
  /** Before the names of a kind's fields, so that they never meet ours. */
  static final String FIELD = "f_";

  private static final String CREATE = "{\"create\":{\"_index\":\"";
  private static final String ID = "\",\"_id\":\"";

  private RecordDocument() {}

  /**
   * Names the document: the same record, sent again, is the same document. Time comes first, so
   * that names in a part of the index have a beginning in common and are quickly told from others.
   */
  static String id(RecordRow row) {
    ByteBuffer bytes =
        ByteBuffer.allocate(16)
            .putLong((row.timeMillis() << 16) | (Keys.of(row.kind().name()) & 0xffff))
            .putLong(row.idKey());
    return new String(
        Base64.getUrlEncoder().withoutPadding().encode(bytes.array()), StandardCharsets.US_ASCII);
  }

  /** The action that creates a record whose payload lies in a block. */
  static Bulk.Item create(String index, RecordRow row, String block, int slot) {
    Search.Name name = new Search.Name(index, id(row));
    JsonBytes json = begin(name, row);
    json.raw(",\"block\":\"").raw(block).raw("\",\"slot\":").number(slot).raw("}\n");
    return new Bulk.Item(name, json.toBytes());
  }

  /** The action that creates a record with a packed block of its own in it. */
  static Bulk.Item create(String index, RecordRow row, byte[] packed) {
    Search.Name name = new Search.Name(index, id(row));
    JsonBytes json = begin(name, row).raw(",\"payload\":").base64(packed).raw("}\n");
    return new Bulk.Item(name, json.toBytes());
  }

  /** The action that creates a block. */
  static Bulk.Item createBlock(Search.Name name, byte[] packed) {
    JsonBytes json = new JsonBytes(packed.length * 4 / 3 + 120);
    json.raw(CREATE).raw(IndexLayout.writing(name.index())).raw(ID).raw(name.id());
    json.raw("\"}}\n{\"payload\":").base64(packed).raw("}\n");
    return new Bulk.Item(name, json.toBytes());
  }

  /** The action that writes a document as it is, if nobody did meanwhile. */
  static Bulk.Item rewrite(Search.Name name, Search.Document document) {
    JsonBytes json = new JsonBytes(1_024).raw("{\"index\":{\"_index\":\"");
    json.raw(IndexLayout.writing(name.index())).raw(ID).raw(name.id()).raw("\",\"if_seq_no\":");
    json.number(document.version().sequence()).raw(",\"if_primary_term\":");
    json.number(document.version().term()).raw("}}\n");
    json.utf8(document.source().toString()).raw("\n");
    return new Bulk.Item(name, json.toBytes());
  }

  private static JsonBytes begin(Search.Name name, RecordRow row) {
    RecordKind kind = row.kind();
    JsonBytes json = new JsonBytes(512);
    json.raw(CREATE).raw(IndexLayout.writing(name.index())).raw(ID).raw(name.id());
    json.raw("\"}}\n{\"kind\":\"").raw(kind.name());
    json.raw("\",\"time\":").number(row.timeMillis()).raw(",\"id\":").number(row.idKey());
    for (int i = 0; i < row.values().length; i++) {
      json.raw(",\"" + FIELD).raw(kind.fields().get(i)).raw("\":").number(row.values()[i]);
    }
    if (!row.tags().isEmpty()) {
      texts(json.raw(",\"tags\":"), row.tags());
      Set<String> keys = new TreeSet<>();
      row.tags().forEach(tag -> keys.add(key(tag)));
      texts(json.raw(",\"tag_keys\":"), List.copyOf(keys));
    }
    return json;
  }

  private static void texts(JsonBytes json, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      json.raw(i == 0 ? "[" : ",").text(texts.get(i));
    }
    json.raw("]");
  }

  /** Up to the first equals sign. */
  private static String key(String tag) {
    int equals = tag.indexOf('=');
    return equals < 0 ? tag : tag.substring(0, equals);
  }

  /** The document's row, with the payload at a slot of raw block bytes. */
  static RecordRow row(RecordKind kind, JsonNode source, byte[] raw, int slot) {
    long[] values = new long[kind.fields().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = source.path(FIELD + kind.fields().get(i)).asLong(0);
    }
    return new RecordRow(
        kind,
        source.path("id").asLong(0),
        source.path("time").asLong(0),
        values,
        List.of(),
        PayloadBlock.format(raw, slot),
        PayloadBlock.payload(raw, slot));
  }
}
