// SPDX-License-Identifier: Apache-2.0
/**
 * The nouns every room shares: what agents report ({@link orrery.model.Segment} and friends), how
 * things are identified ({@link orrery.model.Ids}, {@link orrery.model.Keys}), time buckets, faults
 * and checks. Depends on the JDK alone and imports no other room.
 */
@NullMarked
package orrery.model;

import org.jspecify.annotations.NullMarked;
