// SPDX-License-Identifier: Apache-2.0
package orrery.model;

/** An agent saying that its process is alive. */
public record InstancePing(String service, String instance, Layer layer) {}
