// SPDX-License-Identifier: Apache-2.0
/** Puts the rooms together: what starts after what, and how it all stops. */
@NullMarked
package orrery.server.wiring;

import org.jspecify.annotations.NullMarked;
