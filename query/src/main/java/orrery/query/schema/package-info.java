// SPDX-License-Identifier: Apache-2.0
/**
 * What every group of GraphQL fields builds on: how a group is added to the schema, and readers of
 * arguments.
 */
@NullMarked
package orrery.query.schema;

import org.jspecify.annotations.NullMarked;
