// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import orrery.model.Fault;
import orrery.store.elasticsearch.HttpNodes.Answer;
import tools.jackson.databind.JsonNode;

/**
 * Something the cluster did not do, for a request or for one document of a bulk request.
 *
 * @param what was asked
 * @param type the cluster's name for the reason, {@code index_not_found_exception}; may be blank
 */
record Refusal(String what, int status, String type, String reason) {
  private static final int MAX_REASON = 400;

  /** Of a whole request. */
  static Refusal of(String what, Answer answer) {
    String type = "";
    String reason = "";
    if (answer.body().length > 0 && answer.body()[0] == '{') {
      JsonNode error = Json.tree(answer.body()).path("error");
      type = type(error);
      reason = error.isString() ? error.asString() : reason(error);
    }
    return new Refusal(what, answer.status(), type, reason);
  }

  /** Of a document; {@code error} is what the bulk request's answer says about it. */
  static Refusal of(String what, int status, JsonNode error) {
    return new Refusal(what, status, type(error), reason(error));
  }

  private static String type(JsonNode error) {
    return error.path("type").asString("");
  }

  /** The outer reason and the innermost cause, which is what helps. */
  private static String reason(JsonNode error) {
    String outer = error.path("reason").asString("");
    JsonNode cause = error.path("root_cause").path(0);
    for (JsonNode inner = error; !inner.isMissingNode(); inner = inner.path("caused_by")) {
      cause = inner;
    }
    String innermost = cause.path("reason").asString("");
    String reason =
        innermost.isEmpty() || outer.contains(innermost) ? outer : outer + ": " + innermost;
    return reason.substring(0, Math.min(reason.length(), MAX_REASON));
  }

  boolean isMissingIndex() {
    return type.equals("index_not_found_exception");
  }

  boolean isClosedIndex() {
    return type.equals("index_closed_exception");
  }

  /** Whether the same request, a moment later, may well work. */
  boolean isPassing() {
    return (status == 429 && !isFull()) || status == 502 || status == 503 || status == 504;
  }

  private boolean isFull() {
    return reason.contains("read-only-allow-delete") || reason.contains("flood stage");
  }

  /** The fault to throw, with what to do. */
  Fault fault() {
    String said = what + ": " + status + " " + (type.isEmpty() ? "" : type + " ") + reason;
    if (isFull()) {
      return new Fault.Unavailable(
          said
              + "; a node's disk is nearly full and its indices are read-only: free space or add a"
              + " node, or keep data for fewer days");
    }
    return switch (status) {
      case 401 ->
          new Fault.Unavailable(
              said + "; check SW_ES_USER and SW_ES_PASSWORD or SW_ES_SECRETS_MANAGEMENT_FILE");
      case 403 ->
          new Fault.Unavailable(
              said
                  + "; the user of SW_ES_USER needs the cluster rights monitor and"
                  + " manage_index_templates and all rights on the indices of SW_NAMESPACE, and no"
                  + " index may be set read-only");
      case 413 ->
          new Fault.Invalid(
              said
                  + "; larger than http.max_content_length, lower"
                  + " SW_STORAGE_ES_BATCH_OF_BYTES");
      case 429 ->
          new Fault.Overloaded(
              said + "; the cluster is at its limit: give it more heap, processors or nodes");
      case 400 ->
          reason.contains("maximum normal shards open") || reason.contains("maximum shards open")
              ? new Fault.Unavailable(
                  said + "; delete indices or raise cluster.max_shards_per_node")
              : new Fault.Invalid(said);
      default -> new Fault.Unavailable(said);
    };
  }
}
