// SPDX-License-Identifier: Apache-2.0
/** Writes the documents that are derived from code. */
@NullMarked
package orrery.server.docs;

import org.jspecify.annotations.NullMarked;
