// SPDX-License-Identifier: Apache-2.0
/**
 * Load of a known shape: a {@link orrery.bench.load.Landscape} of services, traces encoded once and
 * stamped anew for each send, and an exact account of what the server acknowledged.
 */
@NullMarked
package orrery.bench.load;

import org.jspecify.annotations.NullMarked;
