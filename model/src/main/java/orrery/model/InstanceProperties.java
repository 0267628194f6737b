// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.util.List;

/**
 * What an agent tells about the process it runs in, now and then. A key may come twice (jars, IP
 * addresses).
 */
public record InstanceProperties(
    String service, String instance, Layer layer, List<Tag> properties) {}
