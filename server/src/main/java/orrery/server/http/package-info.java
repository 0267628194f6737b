// SPDX-License-Identifier: Apache-2.0
/** What 12800 answers: a table of routes. */
@NullMarked
package orrery.server.http;

import org.jspecify.annotations.NullMarked;
