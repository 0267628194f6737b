// SPDX-License-Identifier: Apache-2.0
/**
 * From facts to rows. Workers fold observations into accumulators of their own ({@link
 * orrery.aggregate.Worker}); every tick these are swapped out, merged into minute windows and
 * committed ({@link orrery.aggregate.Committer}); closed hours and days are rolled up from what was
 * stored ({@link orrery.aggregate.RollUp}). Knows nothing of spans and segments.
 */
@NullMarked
package orrery.aggregate;

import org.jspecify.annotations.NullMarked;
