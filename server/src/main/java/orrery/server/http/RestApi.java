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
import orrery.aggregate.RollUpSettings;
import orrery.cluster.Cluster;
import orrery.http.ErrorAnswers;
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
   * @param readiness whether there is anybody to answer yet, and still
   */
  public record Parts(
      Optional<Function<byte[], HttpAnswer>> graphql,
      Reports reports,
      Optional<Supplier<List<Check>>> health,
      Readiness readiness,
      Status status) {}

  /**
   * Whether this node wants requests.
   *
   * @param waitingFor what a start still waits for: until then nothing is answered but health
   * @param serving false while starting and stopping: whoever balances load shall go elsewhere
   */
  public record Readiness(Supplier<Optional<String>> waitingFor, BooleanSupplier serving) {}

  /**
   * What status pages tell.
   *
   * @param kept how long data is kept
   */
  public record Status(Cluster cluster, RollUpSettings kept) {}

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
                    once(parts.readiness(), request -> graphql.apply(request.body())))));
    Reports reports = parts.reports();
    routes.add(
        new Route(
            "/v3/*, /browser/*",
            reports.accepts(),
            List.of("POST"),
            true,
            "Reports are posted.",
            once(
                parts.readiness(),
                request -> reports.post().post(request.path(), request.body()))));
    routes.add(Route.get("/internal/l7check", _ -> alive(parts.readiness())));
    parts.health().ifPresent(health -> routes.add(Route.get("/healthcheck", _ -> health(health))));
    routes.addAll(StatusPages.of(parts.status()));
    return new Router(routes);
  }

  /** Answers once the start is done. */
  private static Route.Answering once(Readiness readiness, Route.Answering answering) {
    return request ->
        readiness
            .waitingFor()
            .get()
            .map(reason -> ErrorAnswers.of(503, reason))
            .orElseGet(() -> answering.answer(request));
  }

  private static HttpAnswer alive(Readiness readiness) {
    boolean serving = readiness.serving().getAsBoolean();
    String reason =
        readiness
            .waitingFor()
            .get()
            .map(waits -> ",\"reason\":" + JsonText.quote(waits))
            .orElse("");
    return HttpAnswer.json(
        serving ? 200 : 503, "{\"healthy\":" + serving + (serving ? "" : reason) + "}");
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
