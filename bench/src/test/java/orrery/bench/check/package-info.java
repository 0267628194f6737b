// SPDX-License-Identifier: Apache-2.0
@NullMarked
package orrery.bench.check;

import org.jspecify.annotations.NullMarked;
