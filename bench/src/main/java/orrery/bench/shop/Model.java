// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the shop is made of. */
final class Model {
  private final List<Service> services;
  private final Map<String, Service> byName;

  Model(List<Service> services) {
    this.services = List.copyOf(services);
    this.byName =
        services.stream().collect(Collectors.toUnmodifiableMap(Service::name, Function.identity()));
  }

  /**
   * @param name as agents report it, the group included
   * @param endpoints by their name
   */
  record Service(
      String name, Language language, List<Instance> instances, Map<String, Endpoint> endpoints) {

    static Service of(String name, Language language, int instances, Endpoint... endpoints) {
      String host = name.substring(name.lastIndexOf(':') + 1);
      return new Service(
          name,
          language,
          IntStream.rangeClosed(1, instances).mapToObj(n -> Instance.of(host, n)).toList(),
          List.of(endpoints).stream()
              .collect(Collectors.toUnmodifiableMap(Endpoint::name, Function.identity())));
    }
  }

  /**
   * @param name the same after a restart, so that a demo does not collect dead instances
   * @param address where others reach it
   */
  record Instance(String name, String host, String address) {
    static Instance of(String service, int number) {
      String host = service + "-" + number;
      String uuid =
          UUID.nameUUIDFromBytes(host.getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .toString()
              .replace("-", "");
      return new Instance(uuid + "@" + host, host, host + ":8080");
    }
  }

  /**
   * @param topic what it consumes; blank for one that is called over HTTP
   * @param failureShare how often it fails by itself
   */
  record Endpoint(String name, String topic, double failureShare, List<Step> steps) {
    static Endpoint of(String name, Step... steps) {
      return new Endpoint(name, "", 0.002, List.of(steps));
    }

    static Endpoint consumer(String topic, String group, Step... steps) {
      return new Endpoint(
          "Kafka/%s/Consumer/%s".formatted(topic, group), topic, 0.004, List.of(steps));
    }
  }

  /** Who consumes a topic, and where. */
  record Consumer(Service service, Endpoint endpoint) {}

  List<Service> services() {
    return services;
  }

  Service service(String name) {
    Service service = byName.get(name);
    if (service == null) {
      throw new IllegalArgumentException("the shop has no service " + name);
    }
    return service;
  }

  Endpoint endpoint(String service, String endpoint) {
    Endpoint found = service(service).endpoints().get(endpoint);
    if (found == null) {
      throw new IllegalArgumentException(service + " has no endpoint " + endpoint);
    }
    return found;
  }

  List<Consumer> consumers(String topic) {
    return services.stream()
        .flatMap(service ->
            service.endpoints().values().stream()
                .filter(endpoint -> endpoint.topic().equals(topic))
                .map(endpoint -> new Consumer(service, endpoint)))
        .toList();
  }
}
