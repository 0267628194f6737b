// SPDX-License-Identifier: Apache-2.0
@NullMarked
package orrery.bench.shop;

import org.jspecify.annotations.NullMarked;
