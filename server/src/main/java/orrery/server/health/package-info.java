// SPDX-License-Identifier: Apache-2.0
/** Whether the parts work, asked at most once a second. */
@NullMarked
package orrery.server.health;

import org.jspecify.annotations.NullMarked;
