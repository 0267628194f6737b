// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Who calls whom. Services stand in three tiers, a fifth of them in front; an endpoint in front
 * calls two of the middle tier, one in the middle calls one at the back, always the same ones, so
 * that every endpoint is reached and the number of relations is that of a real system.
 *
 * @param services at least 1
 * @param instances of each service, at least 1
 * @param endpoints of each service, at least 1
 */
public record Landscape(int services, int instances, int endpoints) {
  private static final int DATABASES = 5;
  private static final int CACHES = 3;

  public Landscape {
    if (services < 1 || services > 255 || instances < 1 || instances > 254 || endpoints < 1) {
      throw new IllegalArgumentException(
          "a landscape needs 1 to 255 services, 1 to 254 instances and 1 endpoint or more");
    }
  }

  /** An endpoint: the number of its service and its own number in that service. */
  record Place(int service, int endpoint) {}

  /** Where traces begin. */
  List<Place> fronts() {
    List<Place> fronts = new ArrayList<>();
    for (int index = 0; index < front() * endpoints; index++) {
      fronts.add(place(0, index));
    }
    return fronts;
  }

  /** What an endpoint calls: two, one or no others. */
  List<Place> callees(Place caller) {
    int index = caller.service * endpoints + caller.endpoint;
    int tierOne = front() * endpoints;
    int tierTwo = (front() + middle()) * endpoints;
    if (index < tierOne) {
      int size = middle() * endpoints;
      return size == 0
          ? List.of()
          : List.of(place(front(), 2 * index % size), place(front(), (2 * index + 1) % size));
    }
    int size = services * endpoints - tierTwo;
    return index >= tierTwo || size == 0
        ? List.of()
        : List.of(place(front() + middle(), (index - tierOne) % size));
  }

  String service(int service) {
    return "service-%02d".formatted(service);
  }

  String instance(int service, int instance) {
    return "%032x@10.1.%d.%d"
        .formatted(0x9e3779b97f4a7c15L * (service * 251L + instance + 1), service, instance + 1);
  }

  /** Where others reach an instance. */
  String address(int service, int instance) {
    return "10.1.%d.%d:8080".formatted(service, instance + 1);
  }

  String endpoint(Place place) {
    return "%s:%s".formatted(method(place), path(place));
  }

  String method(Place place) {
    return place.endpoint % 3 == 2 ? "POST" : "GET";
  }

  String path(Place place) {
    return "/api/%s/resource-%02d/{id}".formatted(service(place.service), place.endpoint);
  }

  String database(int service) {
    return "mysql-%d.db.internal:3306".formatted(service % DATABASES);
  }

  String cache(int service) {
    return "redis-%d.cache.internal:6379".formatted(service % CACHES);
  }

  private int front() {
    return (services + 4) / 5;
  }

  private int middle() {
    return (services - front() + 1) / 2;
  }

  private Place place(int firstService, int index) {
    return new Place(firstService + index / endpoints, index % endpoints);
  }
}
