// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.time.Duration;
import java.util.List;

/** A process that knows of no other. */
record Alone(Member self) implements Coordination {
  @Override
  public void start() {}

  @Override
  public List<Member> members() {
    return List.of(self);
  }

  @Override
  public String leader() {
    return self.name();
  }

  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public boolean stale() {
    return false;
  }

  @Override
  public String problem() {
    return "";
  }

  @Override
  public boolean misconfigured() {
    return false;
  }

  @Override
  public void close(Duration most) {}
}
