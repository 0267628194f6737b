// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.concurrent.atomic.AtomicBoolean;

/** One node, and whether it is worth asking. Thread-safe. */
final class HttpNode {
  private final String address;
  private final AtomicBoolean down = new AtomicBoolean();

  private HttpNode(String address) {
    this.address = address;
  }

  /** {@code host:port}, {@code host}, or a whole address as people write it. */
  static HttpNode of(String protocol, String node) {
    String bare = node.replaceFirst("^https?://", "").replaceFirst("/+$", "");
    boolean port = bare.matches(".*:\\d+");
    return new HttpNode(protocol + "://" + bare + (port ? "" : ":9200"));
  }

  /** Protocol, host and port. */
  String address() {
    return address;
  }

  boolean isDown() {
    return down.get();
  }

  /** It did not answer; true when it did before. */
  boolean markDown() {
    return down.compareAndSet(false, true);
  }

  /** It answered; true when it did not before. */
  boolean markUp() {
    return down.get() && down.compareAndSet(true, false);
  }

  @Override
  public String toString() {
    return address;
  }
}
