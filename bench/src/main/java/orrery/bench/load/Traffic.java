// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one segment must add to a server's numbers: one call each, and one of each database and
 * cache access.
 *
 * @param caller the service that called, or {@code User}
 * @param callerEndpoint null where {@code User} called
 * @param databases address of each access; an address may come twice
 * @param caches likewise
 */
record Traffic(
    String service,
    String instance,
    String endpoint,
    String caller,
    @Nullable String callerEndpoint,
    List<String> databases,
    List<String> caches) {}
