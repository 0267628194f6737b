// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of document: which fields can be searched.
 *
 * @param name lower case letters, digits and underscores, at most 40
 * @param fields whole numbers (keys, durations, 0/1 flags), in the order of {@link
 *     RecordRow#values()}
 * @param owner name of the field most searches give (the service's key), or null
 * @param ranked name of the one field that, besides time, orders results (a duration), or null
 * @param group name of the field by which {@link RecordStore#group} finds documents (a trace's
 *     key), or null
 */
public record RecordKind(
    String name,
    List<String> fields,
    @Nullable String owner,
    @Nullable String ranked,
    @Nullable String group) {
  public RecordKind {
    fields = List.copyOf(fields);
    if (!name.matches("[a-z][a-z0-9_]{0,39}")) {
      throw new IllegalArgumentException("not a record kind's name: " + name);
    }
    for (String special : new @Nullable String[] {owner, ranked, group}) {
      if (special != null && !fields.contains(special)) {
        throw new IllegalArgumentException("kind " + name + " has no field " + special);
      }
    }
  }

  /**
   * The position of a field.
   *
   * @throws IllegalArgumentException when the kind has no such field
   */
  public int index(String field) {
    int index = fields.indexOf(field);
    if (index < 0) {
      throw new IllegalArgumentException(
          "kind " + name + " has no field " + field + ", only " + fields);
    }
    return index;
  }
}
