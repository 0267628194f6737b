// SPDX-License-Identifier: Apache-2.0
/**
 * Questions out: the GraphQL door ({@link orrery.query.QueryApi}). What is asked most lives in a
 * package per subject; each is a {@link orrery.query.schema.FieldGroup} and a {@code .graphqls}
 * file.
 */
@NullMarked
package orrery.query;

import org.jspecify.annotations.NullMarked;
