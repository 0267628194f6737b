// SPDX-License-Identifier: Apache-2.0
/**
 * Who is alive and who leads among the processes that share one store. Door: {@link
 * orrery.cluster.Cluster}.
 */
@NullMarked
package orrery.cluster;

import org.jspecify.annotations.NullMarked;
