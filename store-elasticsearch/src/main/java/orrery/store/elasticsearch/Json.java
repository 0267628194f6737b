// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import orrery.model.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the cluster answers. */
final class Json {
  /** More than the longest answer that is taken, so that only one bound exists. */
  private static final int MAX_TEXT = 1 << 30;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build())
          .build();

  private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

  private Json() {}

  /** The whole answer; missing members of it are missing nodes, never null. */
  static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new Fault.Unavailable(
          "the answer is not JSON; check that SW_STORAGE_ES_CLUSTER_NODES names Elasticsearch or"
              + " OpenSearch",
          e);
    }
  }

  static JsonParser parser(byte[] json) {
    return MAPPER.createParser(json);
  }
}
