// SPDX-License-Identifier: Apache-2.0
/** Log lines a person can read, set up in code: parsing XML would cost start time. */
@NullMarked
package orrery.server.logging;

import org.jspecify.annotations.NullMarked;
