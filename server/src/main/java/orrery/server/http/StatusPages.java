// SPDX-License-Identifier: Apache-2.0
package orrery.server.http;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import orrery.aggregate.RollUpSettings;
import orrery.cluster.Cluster;
import orrery.cluster.Member;
import orrery.http.HttpRequest;
import orrery.http.JsonText;
import orrery.model.HttpAnswer;

/** What a node says about itself and the others, under the paths SkyWalking has for it. */
final class StatusPages {
  private StatusPages() {}

  static List<Route> of(RestApi.Status status) {
    return List.of(
        Route.get("/status/cluster/nodes", _ -> nodes(status.cluster())),
        Route.get("/status/config/ttl", request -> timeToLive(status.kept(), request)));
  }

  /**
   * SkyWalking's fields (its clients read {@code self} or {@code isSelf}), and ours beside them.
   */
  private static HttpAnswer nodes(Cluster cluster) {
    String leader = cluster.leader();
    String nodes =
        cluster.members().stream()
            .map(member -> node(member, leader))
            .collect(Collectors.joining(","));
    return HttpAnswer.json(
        200,
        "{\"nodes\":["
            + nodes
            + "],\"mode\":"
            + JsonText.quote(cluster.mode())
            + ",\"leader\":"
            + JsonText.quote(leader)
            + ",\"leads\":"
            + cluster.leads()
            + ",\"stale\":"
            + cluster.stale()
            + ",\"problem\":"
            + JsonText.quote(cluster.problem())
            + "}");
  }

  private static String node(Member member, String leader) {
    return "{\"host\":"
        + JsonText.quote(member.host())
        + ",\"port\":"
        + member.port()
        + ",\"self\":"
        + member.self()
        + ",\"isSelf\":"
        + member.self()
        + ",\"name\":"
        + JsonText.quote(member.name())
        + ",\"ready\":"
        + member.ready()
        + ",\"leader\":"
        + member.name().equals(leader)
        + "}";
  }

  /** Days; as text for people, as JSON for who asks for that. No data moves to a colder place. */
  private static HttpAnswer timeToLive(RollUpSettings kept, HttpRequest request) {
    long metrics = TimeUnit.MILLISECONDS.toDays(kept.metricsTtlMillis());
    long records = TimeUnit.MILLISECONDS.toDays(kept.recordsTtlMillis());
    String accepted = Objects.requireNonNullElse(request.header("Accept"), "");
    if (accepted.contains("application/json")) {
      return HttpAnswer.json(
          200,
          """
          {"metrics":{"minute":%1$d,"hour":%1$d,"day":%1$d,\
          "coldMinute":-1,"coldHour":-1,"coldDay":-1},\
          "records":{"default":%2$d,"superDataset":%2$d,"coldValue":-1,"coldSuperDataset":-1}}\
          """
              .formatted(metrics, records));
    }
    String text =
        """
        # Days that metrics, and the names of services, instances and endpoints, are kept.
        metrics.minute=%1$d
        metrics.hour=%1$d
        metrics.day=%1$d
        # There is no cold storage.
        metrics.minute.cold=-1
        metrics.hour.cold=-1
        metrics.day.cold=-1
        # Days that traces, logs and slow statements are kept.
        records.default=%2$d
        records.superDataset=%2$d
        records.default.cold=-1
        records.superDataset.cold=-1
        """
            .formatted(metrics, records);
    return new HttpAnswer(
        200, "text/plain;charset=utf-8", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
