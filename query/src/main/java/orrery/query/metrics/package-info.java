// SPDX-License-Identifier: Apache-2.0
/**
 * The metric catalogue (what can be asked for, and the formula behind each name), the reads that
 * turn stored measures into values, and the GraphQL fields of SkyWalking's metric APIs v1 and v2.
 */
@NullMarked
package orrery.query.metrics;

import org.jspecify.annotations.NullMarked;
