// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.util.concurrent.CompletableFuture;

/**
 * Where receivers put what they decoded: the one way into the pipeline. Every method returns at
 * once and may be called from any thread, an I/O thread included. Nothing handed over here is known
 * to be kept until {@link #safe()} says so.
 *
 * <p>A report is refused with {@link Fault.Overloaded} when far more waits than there is room for
 * (see {@link #room}), with {@link Fault.Unavailable} once the pipeline is stopped: tell the client
 * that it was not kept.
 */
public interface Intake {

  void segment(Segment segment);

  void properties(InstanceProperties properties);

  void keepAlive(InstancePing ping);

  void jvm(JvmReport report);

  /**
   * Completes once everything that was handed over before the call is durable; fails with the
   * {@link Fault} that stands in the way otherwise. Callbacks run on the pipeline's thread: be
   * short. A receiver answers its client only after that, so what is acknowledged is never lost.
   */
  CompletableFuture<Void> safe();

  /**
   * Completes (already, as a rule) when there is room for more. A receiver asks between messages
   * and stops reading from its client until then; that is all the back-pressure there is.
   */
  CompletableFuture<Void> room();
}
