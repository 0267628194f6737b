// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

/** An expression is wrong, and where. Never leaves the package: it becomes the answer's error. */
final class ExpressionFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param position of the first wrong character, from 0
   */
  ExpressionFault(int position, String problem) {
    // No stack: it says nothing about the expression, and hostile input should cost little.
    super("at character " + (position + 1) + ": " + problem, null, false, false);
  }
}
