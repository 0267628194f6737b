// SPDX-License-Identifier: Apache-2.0
/** Tests of the binary that {@code make dist} builds, from outside: real agents, real sockets. */
@NullMarked
package orrery.e2e;

import org.jspecify.annotations.NullMarked;
