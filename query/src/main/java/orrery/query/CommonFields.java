// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import orrery.model.Check;
import orrery.query.schema.FieldGroup;

/** Which version this is and whether it works. */
final class CommonFields implements FieldGroup {
  private final Surroundings surroundings;

  CommonFields(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring
        .scalar(LongScalar.TYPE)
        .type("Mutation", type -> type.dataFetcher("version", _ -> surroundings.version()))
        .type(
            "Query",
            type ->
                type.dataFetcher("version", _ -> surroundings.version())
                    .dataFetcher("checkHealth", _ -> health()));
  }

  private Map<String, Object> health() {
    List<Check> unhealthy =
        surroundings.health().get().stream().filter(check -> !check.healthy()).toList();
    // Clients know the form: names, each with a comma after it.
    String details =
        unhealthy.stream().map(check -> check.name() + ",").collect(Collectors.joining());
    return Map.of("score", unhealthy.size(), "details", details);
  }
}
