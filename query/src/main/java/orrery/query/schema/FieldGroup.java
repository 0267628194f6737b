// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import graphql.schema.idl.RuntimeWiring;

/**
 * Fields of {@code Query} and {@code Mutation} that belong together: their resolvers, in one class,
 * declared in one {@code .graphqls} file.
 *
 * <p>Resolvers block, may be called from any number of virtual threads, throw only {@link
 * orrery.model.Fault}s on purpose, and return plain maps and lists: maps are read without
 * reflection, which keeps the start fast.
 */
@FunctionalInterface
public interface FieldGroup {

  /** Adds a resolver for each field of the group. */
  void addTo(RuntimeWiring.Builder wiring);
}
