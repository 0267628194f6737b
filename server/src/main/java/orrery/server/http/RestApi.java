// SPDX-License-Identifier: Apache-2.0
package orrery.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import orrery.http.HttpHandler;
import orrery.http.JsonText;
import orrery.model.Check;
import orrery.model.HttpAnswer;

/** The routes of port 12800. */
public final class RestApi {
  private static final String GRAPHQL_HINT =
      "Send {\"query\": \"…\", \"variables\": {…}} as JSON in a POST.";

  private RestApi() {}

  /** The paths on which agents and browsers report. */
  public record Reports(Predicate<String> accepts, Post post) {}

  /** Takes a report in; blocks until it is safe. */
  @FunctionalInterface
  public interface Post {
    HttpAnswer post(String path, byte[] body);
  }

  /**
   * What is served; an empty part is switched off, and its paths do not exist.
   *
   * @param health the checks of all parts
   * @param serving false while stopping: whoever balances load shall go elsewhere
   */
  public record Parts(
      Optional<Function<byte[], HttpAnswer>> graphql,
      Reports reports,
      Optional<Supplier<List<Check>>> health,
      BooleanSupplier serving) {}

  public static HttpHandler of(Parts parts) {
    List<Route> routes = new ArrayList<>();
    parts
        .graphql()
        .ifPresent(graphql ->
            routes.add(
                new Route(
                    "/graphql",
                    "/graphql"::equals,
                    List.of("POST"),
                    false,
                    GRAPHQL_HINT,
                    request -> graphql.apply(request.body()))));
    Reports reports = parts.reports();
    routes.add(
        new Route(
            "/v3/*, /browser/*",
            reports.accepts(),
            List.of("POST"),
            true,
            "Reports are posted.",
            request -> reports.post().post(request.path(), request.body())));
    routes.add(Route.get("/internal/l7check", _ -> alive(parts.serving().getAsBoolean())));
    parts.health().ifPresent(health -> routes.add(Route.get("/healthcheck", _ -> health(health))));
    return new Router(routes);
  }

  private static HttpAnswer alive(boolean serving) {
    return HttpAnswer.json(serving ? 200 : 503, "{\"healthy\":" + serving + "}");
  }

  private static HttpAnswer health(Supplier<List<Check>> health) {
    List<Check> checks = health.get();
    boolean healthy = checks.stream().allMatch(Check::healthy);
    String details =
        checks.stream()
            .map(check ->
                "{\"name\":"
                    + JsonText.quote(check.name())
                    + ",\"healthy\":"
                    + check.healthy()
                    + ",\"detail\":"
                    + JsonText.quote(check.detail())
                    + "}")
            .collect(Collectors.joining(","));
    return HttpAnswer.json(
        healthy ? 200 : 503, "{\"healthy\":" + healthy + ",\"checks\":[" + details + "]}");
  }
}
