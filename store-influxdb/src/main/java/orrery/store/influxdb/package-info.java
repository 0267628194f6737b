// SPDX-License-Identifier: Apache-2.0
/** Metrics in InfluxDB 1.x, by its line protocol and InfluxQL. */
@NullMarked
package orrery.store.influxdb;

import org.jspecify.annotations.NullMarked;
