// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.List;
import java.util.Random;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.language.agent.v3.Log;
import org.apache.skywalking.apm.network.language.agent.v3.SpanLayer;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;
import orrery.bench.load.Landscape.Place;

/** Spans as a Java agent writes them: component numbers, tags, operation names. */
final class SpanShapes {
  static final int SPRING_MVC = 14;
  static final int HTTP_CLIENT = 2;
  static final int JEDIS = 30;
  static final int MYSQL = 33;

  private final Landscape landscape;
  private final Random random;

  SpanShapes(Landscape landscape, Random random) {
    this.landscape = landscape;
    this.random = random;
  }

  SpanObject.Builder entry(Place place, boolean error) {
    return span(0, -1, landscape.endpoint(place))
        .setSpanType(SpanType.Entry)
        .setSpanLayer(SpanLayer.Http)
        .setComponentId(SPRING_MVC)
        .addTags(tag("url", "http://" + landscape.service(place.service()) + concrete(place)))
        .addTags(tag("http.method", landscape.method(place)))
        .addTags(tag("http.status_code", error ? "500" : "200"));
  }

  SpanObject.Builder local(int id, int parent, Place place, String work) {
    return span(id, parent, "com.example.resource%02d.Service.%s".formatted(place.endpoint(), work))
        .setSpanType(SpanType.Local);
  }

  SpanObject.Builder cache(int id, int parent, int service, String command) {
    return span(id, parent, "Jedis/" + command)
        .setSpanType(SpanType.Exit)
        .setSpanLayer(SpanLayer.Cache)
        .setComponentId(JEDIS)
        .setPeer(landscape.cache(service))
        .addTags(tag("cache.type", "Redis"))
        .addTags(tag("cache.cmd", command))
        .addTags(tag("cache.op", command.equals("GET") ? "read" : "write"))
        .addTags(tag("cache.key", "session:%08x".formatted(random.nextInt())));
  }

  SpanObject.Builder select(int id, int parent, Place place) {
    return database(
        id,
        parent,
        place.service(),
        ("SELECT r.id, r.name, r.owner, r.state, r.created_at, r.updated_at, o.name, o.region"
                + " FROM resource_%02d r JOIN owner o ON o.id = r.owner"
                + " WHERE r.id = ? AND r.state IN (?, ?) ORDER BY r.updated_at DESC LIMIT 50")
            .formatted(place.endpoint()));
  }

  SpanObject.Builder update(int id, int parent, Place place) {
    return database(
        id,
        parent,
        place.service(),
        "UPDATE resource_%02d SET name = ?, state = ?, updated_at = ?, version = version + 1 WHERE id = ?"
            .formatted(place.endpoint()));
  }

  SpanObject.Builder call(int id, Place callee, String address, boolean error) {
    return span(id, 1, landscape.path(callee))
        .setSpanType(SpanType.Exit)
        .setSpanLayer(SpanLayer.Http)
        .setComponentId(HTTP_CLIENT)
        .setPeer(address)
        .setIsError(error)
        .addTags(tag("url", "http://" + address + concrete(callee)))
        .addTags(tag("http.method", landscape.method(callee)))
        .addTags(tag("http.status_code", error ? "500" : "200"));
  }

  /** Marks a finished span as failed, with the log an agent adds. */
  SpanObject.Builder failed(SpanObject.Builder span, boolean error) {
    return !error
        ? span
        : span.setIsError(true)
            .addLogs(
                Log.newBuilder()
                    .setTime(span.getEndTime())
                    .addData(tag("event", "error"))
                    .addData(tag("error.kind", "java.lang.IllegalStateException"))
                    .addData(tag("message", "the resource is locked by another transaction"))
                    .addData(tag("stack", STACK)));
  }

  /** The addresses of all exits of this component. */
  static List<String> peers(List<SpanObject.Builder> spans, int component) {
    return spans.stream()
        .filter(span -> span.getComponentId() == component)
        .map(SpanObject.Builder::getPeer)
        .toList();
  }

  private SpanObject.Builder database(int id, int parent, int service, String statement) {
    return span(id, parent, "Mysql/JDBC/PreparedStatement/execute")
        .setSpanType(SpanType.Exit)
        .setSpanLayer(SpanLayer.Database)
        .setComponentId(MYSQL)
        .setPeer(landscape.database(service))
        .addTags(tag("db.type", "Mysql"))
        .addTags(tag("db.instance", "resources"))
        .addTags(tag("db.statement", statement));
  }

  private String concrete(Place place) {
    return landscape.path(place).replace("{id}", Integer.toString(random.nextInt(1_000_000)));
  }

  private static SpanObject.Builder span(int id, int parent, String operation) {
    return SpanObject.newBuilder()
        .setSpanId(id)
        .setParentSpanId(parent)
        .setOperationName(operation);
  }

  private static KeyStringValuePair tag(String key, String value) {
    return KeyStringValuePair.newBuilder().setKey(key).setValue(value).build();
  }

  private static final String STACK =
      """
      java.lang.IllegalStateException: the resource is locked by another transaction
        at com.example.resource.Repository.lock(Repository.java:112)
        at com.example.resource.Service.handle(Service.java:57)
        at com.example.resource.Controller.get(Controller.java:31)
      """;
}
