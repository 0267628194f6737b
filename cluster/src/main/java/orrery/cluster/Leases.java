// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import org.jspecify.annotations.Nullable;
import orrery.cluster.ApiServer.Answer;
import orrery.cluster.ApiServer.Ask;
import orrery.model.Fault;
import tools.jackson.core.JacksonException;

/** Reads and writes one Lease. Throws as {@link ApiServer} does. */
final class Leases {
  private final ApiServer api;
  private final String path;
  private final String name;

  Leases(ApiServer api, String namespace, String name) {
    this.api = api;
    this.path = Resource.LEASES.path(namespace);
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Null when there is none. */
  @Nullable Lease get() {
    Answer answer = send("get", "GET", path + '/' + name, "");
    return answer.status() == 404 ? null : lease(answer);
  }

  /** As it was created; null when somebody else created one meanwhile. */
  @Nullable Lease create(Lease lease) {
    Answer answer = send("create", "POST", path, lease.toString());
    return answer.status() == 409 ? null : lease(answer);
  }

  /** As it is now; null when somebody else has changed or deleted it since it was read. */
  @Nullable Lease update(Lease lease) {
    Answer answer = send("update", "PUT", path + '/' + name, lease.toString());
    return answer.status() == 409 || answer.status() == 404 ? null : lease(answer);
  }

  private Answer send(String verb, String method, String at, String body) {
    return api.send(new Ask(verb, Resource.LEASES, method, at, body));
  }

  private static Lease lease(Answer answer) {
    if (answer.status() >= 300) {
      throw new Fault.Unavailable(
          "the API server answered "
              + answer.status()
              + " about the lease: "
              + Advice.said(answer.body()));
    }
    try {
      return Lease.parse(answer.body());
    } catch (JacksonException | ClassCastException e) {
      throw new Fault.Unavailable("the API server answered no lease: " + answer.body(), e);
    }
  }
}
