// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of what Orrery is deployed with, as far as they need no container engine and no cluster.
 */
@NullMarked
package orrery.deploy;

import org.jspecify.annotations.NullMarked;
