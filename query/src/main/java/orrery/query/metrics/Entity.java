// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import org.jspecify.annotations.Nullable;
import orrery.model.Ids;
import orrery.query.schema.Arguments;

/**
 * What a client asks about: names of a service, instance or endpoint, and for relations of the
 * destination too. Which of them count is up to the metric's scope; what the client calls the scope
 * is advice that nobody needs.
 */
public record Entity(Names source, Names destination) {
  /** Nothing in particular: the whole system. */
  public static final Entity GLOBAL = new Entity(Names.NONE, Names.NONE);

  /**
   * Names on one side. Null and blank mean the same: not given.
   *
   * @param normal whether the service is one that agents can run in; null when not said, then there
   *     is no service
   */
  public record Names(
      @Nullable String service,
      @Nullable Boolean normal,
      @Nullable String instance,
      @Nullable String endpoint) {
    public static final Names NONE = new Names(null, null, null, null);

    /** Id of the service; null when it is not fully named. */
    public @Nullable String serviceId() {
      return service == null || service.isEmpty() || normal == null
          ? null
          : Ids.service(service, normal);
    }

    private @Nullable String instanceId() {
      String owner = serviceId();
      return owner == null || instance == null || instance.isEmpty()
          ? null
          : Ids.instance(owner, instance);
    }

    private @Nullable String endpointId() {
      String owner = serviceId();
      return owner == null || endpoint == null || endpoint.isEmpty()
          ? null
          : Ids.endpoint(owner, endpoint);
    }
  }

  /** From GraphQL's {@code Entity} input. */
  public static Entity of(Arguments input) {
    return new Entity(
        new Names(
            input.optionalText("serviceName"),
            flag(input, "normal"),
            input.optionalText("serviceInstanceName"),
            input.optionalText("endpointName")),
        new Names(
            input.optionalText("destServiceName"),
            flag(input, "destNormal"),
            input.optionalText("destServiceInstanceName"),
            input.optionalText("destEndpointName")));
  }

  private static @Nullable Boolean flag(Arguments input, String name) {
    return input.has(name) ? input.flag(name, false) : null;
  }

  /** What this means to a metric of a scope; null when names that it needs are missing. */
  public @Nullable EntityId in(Scope scope) {
    String id =
        switch (scope) {
          case SERVICE -> source.serviceId();
          case INSTANCE -> source.instanceId();
          case ENDPOINT -> source.endpointId();
          case SERVICE_RELATION -> relation(source.serviceId(), destination.serviceId());
          case INSTANCE_RELATION -> relation(source.instanceId(), destination.instanceId());
          case ENDPOINT_RELATION -> endpointRelation();
        };
    return id == null ? null : EntityId.of(scope, id);
  }

  private static @Nullable String relation(
      @Nullable String sourceId, @Nullable String destinationId) {
    return sourceId == null || destinationId == null ? null : Ids.relation(sourceId, destinationId);
  }

  private @Nullable String endpointRelation() {
    String sourceId = source.serviceId();
    String destinationId = destination.serviceId();
    if (sourceId == null
        || destinationId == null
        || source.endpoint() == null
        || destination.endpoint() == null) {
      return null;
    }
    return Ids.endpointRelation(sourceId, source.endpoint(), destinationId, destination.endpoint());
  }
}
