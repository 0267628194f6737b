// SPDX-License-Identifier: Apache-2.0
@NullMarked
package orrery.store.elasticsearch;

import org.jspecify.annotations.NullMarked;
