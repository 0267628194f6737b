// SPDX-License-Identifier: Apache-2.0
/**
 * The storage in files, SQLite or H2. One public door, {@link orrery.store.jdbc.file.FileStorage};
 * one file per UTC day and shape, so that retention is unlinking. A dialect owns what differs
 * between databases.
 */
@NullMarked
package orrery.store.jdbc.file;

import org.jspecify.annotations.NullMarked;
