// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.time.Duration;
import java.util.List;

/** A way to find each other. Thread-safe. */
interface Coordination {
  void start();

  /** By name; this process is always among them. */
  List<Member> members();

  /** The leader's name; blank when there is none or it is not known. */
  String leader();

  /** Whether this process is to do what a leader does, at this very moment. */
  boolean leads();

  /** Whether members are as they were last seen, some time ago. */
  boolean stale();

  /** What is wrong and what to do; blank when nothing is. */
  String problem();

  /** Whether it never worked and never will until somebody changes something. */
  boolean misconfigured();

  /** Lets another lead and stops, within {@code most}. */
  void close(Duration most);
}
