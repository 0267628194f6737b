// SPDX-License-Identifier: Apache-2.0
/**
 * SkyWalking's metrics query expressions (MQE), of 9.5 to 10.4 alike: text → {@link
 * orrery.query.mqe.Lexer tokens} → {@link orrery.query.mqe.Expression a typed tree} → one read per
 * metric family → {@link orrery.query.mqe.Result}. What expressions mean is told by the scripts in
 * {@code src/test/resources/mqe}.
 */
@NullMarked
package orrery.query.mqe;

import org.jspecify.annotations.NullMarked;
