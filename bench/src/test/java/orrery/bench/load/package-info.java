// SPDX-License-Identifier: Apache-2.0
@NullMarked
package orrery.bench.load;

import org.jspecify.annotations.NullMarked;
