// SPDX-License-Identifier: Apache-2.0
/**
 * Owns HTTP sockets. Rooms say what is answered; this package reads bounded requests, compresses,
 * and turns whatever goes wrong into one kind of error answer.
 */
@NullMarked
package orrery.http;

import org.jspecify.annotations.NullMarked;
