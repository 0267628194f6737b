// SPDX-License-Identifier: Apache-2.0
/** Who calls whom. */
@NullMarked
package orrery.query.topology;

import org.jspecify.annotations.NullMarked;
