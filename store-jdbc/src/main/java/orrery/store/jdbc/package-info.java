// SPDX-License-Identifier: Apache-2.0
/**
 * The storage contract over JDBC, twice: {@code file} keeps everything in files of this process,
 * {@code database} in a database server that several nodes share. Here is what both have in common.
 */
@NullMarked
package orrery.store.jdbc;

import org.jspecify.annotations.NullMarked;
