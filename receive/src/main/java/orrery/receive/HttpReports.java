// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.management.v3.InstancePingPkg;
import org.apache.skywalking.apm.network.management.v3.InstanceProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.HttpAnswer;
import orrery.model.Intake;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

/**
 * The same reports as JSON (protobuf's mapping, both spellings of names, unknown fields ignored)
 * over HTTP. An object where an array is expected, and the other way round, is taken as meant.
 */
final class HttpReports {
  private static final Logger LOG = LoggerFactory.getLogger(HttpReports.class);
  private static final JsonFormat.Parser JSON = JsonFormat.parser().ignoringUnknownFields();
  private static final HttpAnswer DONE = HttpAnswer.json(200, "{}");

  private final Reports reports;
  private final int ackSeconds;

  /** What takes in the JSON objects of one request, by path. */
  private final Map<String, Supplier<Consumer<String>>> paths = new HashMap<>();

  HttpReports(ReceiveSettings settings, Reports reports, Telemetry telemetry) {
    this.reports = reports;
    this.ackSeconds = settings.ackSeconds();
    Intake intake = reports.intake();
    Texts texts = reports.texts();
    if (settings.on(Receiver.TRACE)) {
      paths.put("/v3/segment", this::segments);
      paths.put("/v3/segments", this::segments);
    }
    if (settings.on(Receiver.REGISTER)) {
      paths.put(
          "/v3/management/reportProperties",
          () ->
              json ->
                  intake.properties(
                      Reader.properties(
                          read(json, InstanceProperties.newBuilder()).build(), texts)));
      paths.put(
          "/v3/management/keepAlive",
          () ->
              json ->
                  intake.keepAlive(
                      Reader.ping(read(json, InstancePingPkg.newBuilder()).build(), texts)));
    }
    ignore(settings.on(Receiver.LOG), telemetry, "LogReportService", "/v3/logs");
    ignore(settings.on(Receiver.EVENT), telemetry, "EventService", "/v3/events");
    for (String path :
        List.of(
            "perfData",
            "errorLog",
            "errorLogs",
            "perfData/webVitals",
            "perfData/webInteractions",
            "perfData/resources")) {
      ignore(settings.on(Receiver.BROWSER), telemetry, "BrowserPerfService", "/browser/" + path);
    }
  }

  boolean accepts(String path) {
    return paths.containsKey(path);
  }

  HttpAnswer post(String path, byte[] body) {
    Supplier<Consumer<String>> taker = paths.get(path);
    if (taker == null) {
      return error(404, "nothing takes reports under " + path);
    }
    try {
      await(reports.intake().room());
      HttpAnswer answer = take(taker.get(), slices(body));
      await(reports.intake().safe());
      return answer;
    } catch (Fault fault) {
      return error(Faults.http(fault), String.valueOf(fault.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("A bug: a report to {} failed", path, e);
      return error(500, "a bug in the server; its log tells more");
    }
  }

  private static HttpAnswer take(Consumer<String> taker, List<String> slices) {
    int refused = 0;
    String firstError = "";
    for (int i = 0; i < slices.size(); i++) {
      try {
        taker.accept(slices.get(i));
      } catch (Fault.Invalid fault) {
        if (refused++ == 0) {
          firstError = "report " + i + ": " + fault.getMessage();
        }
      }
    }
    if (refused == 0) {
      return DONE;
    }
    // What could be read was taken in: an error status would make clients send that again.
    return answer(refused < slices.size() ? 200 : 400, refused, firstError);
  }

  private Consumer<String> segments() {
    Reports.Segments segments = reports.new Segments();
    return json -> segments.take(read(json, SegmentObject.newBuilder()).build().toByteArray());
  }

  private void ignore(boolean on, Telemetry telemetry, String service, String path) {
    if (on) {
      LongAdder count = telemetry.counter(SelfMetric.ORRERY_REPORTS_IGNORED, service);
      paths.put(path, () -> _ -> count.increment());
    }
  }

  private List<String> slices(byte[] body) {
    try {
      return JsonSlices.of(body);
    } catch (Fault.Invalid fault) {
      reports.refuse(fault);
      throw fault;
    }
  }

  private <B extends Message.Builder> B read(String json, B builder) {
    try {
      JSON.merge(json, builder);
      return builder;
    } catch (InvalidProtocolBufferException e) {
      Fault.Invalid fault = new Fault.Invalid("not this report as JSON: " + e.getMessage(), e);
      reports.refuse(fault);
      throw fault;
    }
  }

  private void await(CompletableFuture<Void> future) {
    try {
      future.get(ackSeconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Faults.cause(e);
      throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    } catch (TimeoutException _) {
      throw new Fault.Overloaded(
          "not safe after " + ackSeconds + " s (SW_ORRERY_HTTP_ACK_SECONDS): the store is behind");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("the server is stopping");
    }
  }

  private static HttpAnswer error(int status, String message) {
    return answer(status, null, message);
  }

  private static HttpAnswer answer(int status, @Nullable Integer refused, String message) {
    try {
      String quoted = JsonFormat.printer().print(Value.newBuilder().setStringValue(message));
      String count = refused == null ? "" : "\"refused\":" + refused + ',';
      return HttpAnswer.json(status, '{' + count + "\"error\":" + quoted + '}');
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a text has a JSON form", e);
    }
  }
}
