// SPDX-License-Identifier: Apache-2.0
/**
 * The storage contract over JDBC. One public door, {@link orrery.store.jdbc.JdbcStorage}; one file
 * per UTC day and shape, so that retention is unlinking. A dialect owns what differs between
 * databases.
 */
@NullMarked
package orrery.store.jdbc;

import org.jspecify.annotations.NullMarked;
