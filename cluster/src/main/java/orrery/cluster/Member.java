// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

/**
 * One process of the cluster.
 *
 * @param name the pod's, or the host's where there are no pods
 * @param host address other processes reach it under
 * @param port its gRPC port
 * @param self whether it is this process
 * @param ready whether agents and users are sent to it
 */
public record Member(String name, String host, int port, boolean self, boolean ready) {}
