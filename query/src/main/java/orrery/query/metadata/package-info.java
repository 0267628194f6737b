// SPDX-License-Identifier: Apache-2.0
/** Which services, instances and endpoints there are. */
@NullMarked
package orrery.query.metadata;

import org.jspecify.annotations.NullMarked;
