// SPDX-License-Identifier: Apache-2.0
/** What Orrery says about itself, in Prometheus' text format. */
@NullMarked
package orrery.server.telemetry;

import org.jspecify.annotations.NullMarked;
