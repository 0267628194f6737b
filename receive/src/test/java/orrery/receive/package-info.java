// SPDX-License-Identifier: Apache-2.0
@NullMarked
package orrery.receive;

import org.jspecify.annotations.NullMarked;
