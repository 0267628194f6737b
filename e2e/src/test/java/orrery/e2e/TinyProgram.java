// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

/** A program that does next to nothing: enough for an agent to have a JVM to tell about. */
public final class TinyProgram {
  private static final long LONGEST_RUN_MILLIS = 600_000;

  private TinyProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("ready");
    Thread.sleep(LONGEST_RUN_MILLIS);
  }
}
