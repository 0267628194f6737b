// SPDX-License-Identifier: Apache-2.0
/** Questions to a running server, and whether its answers agree with what it acknowledged. */
@NullMarked
package orrery.bench.check;

import org.jspecify.annotations.NullMarked;
