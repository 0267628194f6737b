// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.query.schema.Json;

/** A GraphQL request as clients post it. */
record Request(
    String query, Map<String, @Nullable Object> variables, @Nullable String operationName) {

  /**
   * @throws Fault.Invalid when it is no JSON object with a {@code query}
   */
  static Request read(byte[] body) {
    if (!(Json.parse(body) instanceof Map<?, ?> object)) {
      throw new Fault.Invalid("the body is JSON, but not an object with \"query\"");
    }
    if (!(object.get("query") instanceof String query)) {
      throw new Fault.Invalid("the body has no \"query\", or it is no text");
    }
    return new Request(query, variables(object.get("variables")), name(object));
  }

  @SuppressWarnings("unchecked") // the parser makes maps with text keys
  private static Map<String, @Nullable Object> variables(@Nullable Object variables) {
    if (variables == null) {
      return Map.of();
    }
    if (variables instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new Fault.Invalid("\"variables\" is no object");
  }

  private static @Nullable String name(Map<?, ?> object) {
    // A blank name means none: some clients always send the field.
    return object.get("operationName") instanceof String name && !name.isBlank() ? name : null;
  }
}
