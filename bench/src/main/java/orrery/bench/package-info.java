// SPDX-License-Identifier: Apache-2.0
/**
 * The programs that load, feed and question a running server: load generator, no-op sink,
 * completeness check, query mix, the benchmark that strings them together, and the sample shop of
 * {@code make demo}. Never on a server's class path.
 */
@NullMarked
package orrery.bench;

import org.jspecify.annotations.NullMarked;
