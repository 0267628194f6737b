// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import java.time.InstantSource;
import java.time.ZoneId;

/**
 * What this process is.
 *
 * @param zone in which hours and days begin, and clients write times
 */
public record Node(InstantSource clock, ZoneId zone, String version) {}
