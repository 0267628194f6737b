// SPDX-License-Identifier: Apache-2.0
@NullMarked
package orrery.store.influxdb;

import org.jspecify.annotations.NullMarked;
