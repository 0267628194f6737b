// SPDX-License-Identifier: Apache-2.0
/**
 * Where settings come from, and what is wrong with them: everything is read and judged before
 * anything starts.
 */
@NullMarked
package orrery.server.config;

import org.jspecify.annotations.NullMarked;
