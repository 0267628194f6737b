// SPDX-License-Identifier: Apache-2.0
package orrery.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import orrery.http.ErrorAnswers;
import orrery.http.HttpHandler;
import orrery.http.HttpReply;
import orrery.http.HttpRequest;
import orrery.model.HttpAnswer;

/** Finds the route; says what exists when there is none, and what is allowed when it differs. */
final class Router implements HttpHandler {
  private static final String PREFLIGHT_SECONDS = "86400";

  private final List<Route> routes;

  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  @Override
  public HttpReply answer(HttpRequest request) {
    for (Route route : routes) {
      if (route.matches().test(request.path())) {
        return answer(route, request);
      }
    }
    String known =
        routes.stream()
            .map(route -> route.methods().getFirst() + " " + route.path())
            .collect(Collectors.joining(", "));
    return HttpReply.of(
        ErrorAnswers.of(404, "Nothing answers " + request.path() + ". There is: " + known + "."));
  }

  private static HttpReply answer(Route route, HttpRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (route.crossOrigin()) {
      headers.put("Access-Control-Allow-Origin", "*");
    }
    String allowed = String.join(", ", route.methods()) + ", OPTIONS";
    if (route.methods().contains(request.method())) {
      return new HttpReply(route.answering().answer(request), headers);
    }
    headers.put("Allow", allowed);
    if (request.method().equals("OPTIONS")) {
      if (route.crossOrigin()) {
        headers.put("Access-Control-Allow-Methods", allowed);
        String asked = request.header("Access-Control-Request-Headers");
        headers.put("Access-Control-Allow-Headers", asked == null ? "Content-Type" : asked);
        headers.put("Access-Control-Max-Age", PREFLIGHT_SECONDS);
      }
      return new HttpReply(new HttpAnswer(204, "", new byte[0]), headers);
    }
    String hint = route.hint().isEmpty() ? "" : " " + route.hint();
    return new HttpReply(
        ErrorAnswers.of(
            405,
            route.path()
                + " answers "
                + String.join(", ", route.methods())
                + ", not "
                + request.method()
                + "."
                + hint),
        headers);
  }
}
