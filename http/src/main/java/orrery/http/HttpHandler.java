// SPDX-License-Identifier: Apache-2.0
package orrery.http;

/** Answers requests. Called on a virtual thread of its own, so it may block. */
@FunctionalInterface
public interface HttpHandler {

  /**
   * Faults become the answers of {@link ErrorAnswers}; anything else thrown is logged and becomes a
   * 500.
   */
  HttpReply answer(HttpRequest request);
}
