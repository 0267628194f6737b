// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers parsed and validated documents: clients send the same few over and over, with other
 * variables. Bounded by characters, as a parsed document takes some fifty times its text; the least
 * recently used go first. Documents with errors are not remembered.
 */
final class DocumentCache implements PreparsedDocumentProvider {
  /** All documents together. */
  static final int MAX_CHARS = 300_000;

  /** One document; longer ones are generated ad hoc as a rule and would push out the others. */
  static final int MAX_DOCUMENT_CHARS = 60_000;

  private final Map<String, PreparsedDocumentEntry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private int chars;

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parseAndValidate) {
    String query = input.getQuery();
    PreparsedDocumentEntry entry = find(query);
    if (entry == null) {
      entry = parseAndValidate.apply(input);
      if (!entry.hasErrors() && query.length() <= MAX_DOCUMENT_CHARS) {
        keep(query, entry);
      }
    }
    return CompletableFuture.completedFuture(entry);
  }

  synchronized int size() {
    return entries.size();
  }

  private synchronized @Nullable PreparsedDocumentEntry find(String query) {
    return entries.get(query);
  }

  private synchronized void keep(String query, PreparsedDocumentEntry entry) {
    if (entries.put(query, entry) == null) {
      chars += query.length();
    }
    Iterator<String> oldest = entries.keySet().iterator();
    while (chars > MAX_CHARS) {
      chars -= oldest.next().length();
      oldest.remove();
    }
  }
}
