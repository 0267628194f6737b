// SPDX-License-Identifier: Apache-2.0
package orrery.server.http;

import java.util.List;
import java.util.function.Predicate;
import orrery.http.HttpRequest;
import orrery.model.HttpAnswer;

/**
 * A line of the table.
 *
 * @param path as people are told it, such as {@code /v3/*}
 * @param matches which paths it answers
 * @param methods what may be asked; HEAD is understood wherever GET is
 * @param crossOrigin whether browsers of other sites may call it
 * @param hint said to those who come with another method
 */
record Route(
    String path,
    Predicate<String> matches,
    List<String> methods,
    boolean crossOrigin,
    String hint,
    Answering answering) {

  /** What a route does. */
  @FunctionalInterface
  interface Answering {
    HttpAnswer answer(HttpRequest request);
  }

  static Route get(String path, Answering answering) {
    return new Route(path, path::equals, List.of("GET", "HEAD"), false, "", answering);
  }
}
