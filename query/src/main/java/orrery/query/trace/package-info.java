// SPDX-License-Identifier: Apache-2.0
/** Traces: the list and the detail. */
@NullMarked
package orrery.query.trace;

import org.jspecify.annotations.NullMarked;
