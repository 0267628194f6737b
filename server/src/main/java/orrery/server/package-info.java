// SPDX-License-Identifier: Apache-2.0
/** The program: commands, and the only place that knows all rooms. */
@NullMarked
package orrery.server;

import org.jspecify.annotations.NullMarked;
