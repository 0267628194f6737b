// SPDX-License-Identifier: Apache-2.0
/**
 * The storage in a database server, MySQL, MariaDB or PostgreSQL, shared by any number of nodes.
 * One public door, {@link orrery.store.jdbc.database.DatabaseStorage}. Tables per UTC day, dropped
 * for retention; keys that follow from the data, so that writing again changes nothing; a dialect
 * owns what differs between databases.
 */
@NullMarked
package orrery.store.jdbc.database;

import org.jspecify.annotations.NullMarked;
