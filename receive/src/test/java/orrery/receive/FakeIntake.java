// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import orrery.model.InstancePing;
import orrery.model.InstanceProperties;
import orrery.model.Intake;
import orrery.model.JvmReport;
import orrery.model.Segment;

/** Keeps what it is given; tests decide when that is safe and when there is room. */
final class FakeIntake implements Intake {
  final List<Segment> segments = new CopyOnWriteArrayList<>();
  final List<InstanceProperties> properties = new CopyOnWriteArrayList<>();
  final List<InstancePing> pings = new CopyOnWriteArrayList<>();
  final List<JvmReport> jvms = new CopyOnWriteArrayList<>();

  volatile CompletableFuture<Void> safe = CompletableFuture.completedFuture(null);
  volatile CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

  @Override
  public void segment(Segment segment) {
    segments.add(segment);
  }

  @Override
  public void properties(InstanceProperties reported) {
    properties.add(reported);
  }

  @Override
  public void keepAlive(InstancePing ping) {
    pings.add(ping);
  }

  @Override
  public void jvm(JvmReport report) {
    jvms.add(report);
  }

  @Override
  public CompletableFuture<Void> safe() {
    return safe;
  }

  @Override
  public CompletableFuture<Void> room() {
    return room;
  }
}
