// SPDX-License-Identifier: Apache-2.0
/** The traffic of many things at once, as tables show it. */
@NullMarked
package orrery.query.traffic;

import org.jspecify.annotations.NullMarked;
