// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import orrery.model.Check;
import orrery.model.telemetry.Telemetry;

/**
 * The process around the query room.
 *
 * @param zone the server's: clients write durations as its wall clock
 * @param health what {@code checkHealth} tells
 * @param version what {@code version} tells; clients take major and minor from it to choose their
 *     queries, so it must start with a version of SkyWalking's
 */
public record Surroundings(
    InstantSource clock,
    ZoneId zone,
    Supplier<List<Check>> health,
    String version,
    Telemetry telemetry) {}
