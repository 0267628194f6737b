// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import static io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING;
import static io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING;
import static io.grpc.MethodDescriptor.MethodType.UNARY;

import io.grpc.MethodDescriptor.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricCollection;
import org.apache.skywalking.apm.network.management.v3.InstancePingPkg;
import org.apache.skywalking.apm.network.management.v3.InstanceProperties;
import orrery.model.Fault;
import orrery.model.Intake;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

/**
 * The table of all gRPC methods, a line each. Services of the package {@code skywalking.v3} are
 * found without the package too, as agents of old call them. What is not analysed yet is answered
 * as an empty message, never UNIMPLEMENTED: agents take that for an old backend and stop asking.
 */
final class Routes {
  static final String V3 = "skywalking.v3.";
  private static final String V10 = "skywalking.v10.";

  /** {@code Commands} without a command, and every other message without a field. */
  private static final byte[] EMPTY = {};

  /** A status field of TERMINATED_BY_OVERSIZE: a profiler is told to keep its file. */
  private static final byte[] OVERSIZE = {1 << 3, 2};

  private static final byte[] SERVING = {1 << 3, 1};
  private static final byte[] NOT_SERVING = {1 << 3, 2};

  private final List<Route> routes = new ArrayList<>();
  private final ReceiveSettings settings;
  private final Reports reports;
  private final Telemetry telemetry;

  private Routes(ReceiveSettings settings, Reports reports, Telemetry telemetry) {
    this.settings = settings;
    this.reports = reports;
    this.telemetry = telemetry;
  }

  /**
   * @param serving what the health service answers; for any service name, as SkyWalking's does
   */
  static List<Route> of(
      ReceiveSettings settings, Reports reports, Telemetry telemetry, BooleanSupplier serving) {
    Routes table = new Routes(settings, reports, telemetry);
    table.kept();
    table.ignored();
    table.routes.add(
        new Route(
            Authentication.HEALTH,
            "Check",
            UNARY,
            () -> _ -> {},
            () -> serving.getAsBoolean() ? SERVING : NOT_SERVING,
            false));
    return List.copyOf(table.routes);
  }

  private void kept() {
    Intake intake = reports.intake();
    Texts texts = reports.texts();
    String trace = V3 + "TraceSegmentReportService";
    String management = V3 + "ManagementService";
    keep(Receiver.TRACE, trace, "collect", CLIENT_STREAMING, this::segments);
    keep(Receiver.TRACE, trace, "collectInSync", UNARY, this::segmentCollection);
    keep(
        Receiver.REGISTER,
        management,
        "reportInstanceProperties",
        UNARY,
        () ->
            message ->
                intake.properties(
                    Reader.properties(Reader.parse(InstanceProperties.parser(), message), texts)));
    keep(
        Receiver.REGISTER,
        management,
        "keepAlive",
        UNARY,
        () ->
            message ->
                intake.keepAlive(
                    Reader.ping(Reader.parse(InstancePingPkg.parser(), message), texts)));
    keep(
        Receiver.JVM,
        V3 + "JVMMetricReportService",
        "collect",
        UNARY,
        () ->
            message ->
                intake.jvm(
                    JvmReader.report(Reader.parse(JVMMetricCollection.parser(), message), texts)));
  }

  private void ignored() {
    ignore(
        Receiver.CONFIGURATION, V3 + "ConfigurationDiscoveryService", "fetchConfigurations", UNARY);
    ignore(Receiver.PROFILE, V3 + "ProfileTask", "getProfileTaskCommands", UNARY);
    ignore(Receiver.PROFILE, V3 + "ProfileTask", "collectSnapshot", CLIENT_STREAMING);
    ignore(Receiver.PROFILE, V3 + "ProfileTask", "goProfileReport", CLIENT_STREAMING);
    ignore(Receiver.PROFILE, V3 + "ProfileTask", "reportTaskFinish", UNARY);
    ignore(
        Receiver.ASYNC_PROFILER, V10 + "AsyncProfilerTask", "getAsyncProfilerTaskCommands", UNARY);
    ignore(Receiver.ASYNC_PROFILER, V10 + "AsyncProfilerTask", "collect", BIDI_STREAMING);
    ignore(Receiver.PPROF, V10 + "PprofTask", "getPprofTaskCommands", UNARY);
    ignore(Receiver.PPROF, V10 + "PprofTask", "collect", BIDI_STREAMING);
    ignore(Receiver.METER, V3 + "MeterReportService", "collect", CLIENT_STREAMING);
    ignore(Receiver.METER, V3 + "MeterReportService", "collectBatch", CLIENT_STREAMING);
    ignore(Receiver.CLR, V3 + "CLRMetricReportService", "collect", UNARY);
    ignore(Receiver.LOG, V3 + "LogReportService", "collect", CLIENT_STREAMING);
    ignore(Receiver.EVENT, V3 + "EventService", "collect", CLIENT_STREAMING);
    ignore(Receiver.BROWSER, V3 + "BrowserPerfService", "collectPerfData", UNARY);
    ignore(Receiver.BROWSER, V3 + "BrowserPerfService", "collectErrorLogs", CLIENT_STREAMING);
    ignore(Receiver.BROWSER, V3 + "BrowserPerfService", "collectWebVitalsPerfData", UNARY);
    ignore(Receiver.BROWSER, V3 + "BrowserPerfService", "collectResourcePerfData", UNARY);
    ignore(Receiver.BROWSER, V3 + "BrowserPerfService", "collectWebInteractionsPerfData", UNARY);
    ignore(Receiver.MESH, V3 + "ServiceMeshMetricService", "collect", CLIENT_STREAMING);
    ignore(Receiver.TRACE, V3 + "SpanAttachedEventReportService", "collect", CLIENT_STREAMING);
    ignore(Receiver.EBPF, V3 + "EBPFProcessService", "reportProcesses", UNARY);
    ignore(Receiver.EBPF, V3 + "EBPFProcessService", "keepAlive", UNARY);
    ignore(Receiver.EBPF, V3 + "EBPFProfilingService", "queryTasks", UNARY);
    ignore(Receiver.EBPF, V3 + "EBPFProfilingService", "collectProfilingData", CLIENT_STREAMING);
    ignore(Receiver.EBPF, V3 + "ContinuousProfilingService", "queryPolicies", UNARY);
    ignore(Receiver.EBPF, V3 + "ContinuousProfilingService", "reportProfilingTask", UNARY);
    ignore(Receiver.EBPF, V3 + "EBPFAccessLogService", "collect", CLIENT_STREAMING);
    ignore(
        Receiver.ENVOY,
        "envoy.service.accesslog.v2.AccessLogService",
        "StreamAccessLogs",
        CLIENT_STREAMING);
    ignore(
        Receiver.ENVOY,
        "envoy.service.accesslog.v3.AccessLogService",
        "StreamAccessLogs",
        CLIENT_STREAMING);
    ignore(
        Receiver.ENVOY,
        "envoy.service.metrics.v2.MetricsService",
        "StreamMetrics",
        CLIENT_STREAMING);
    ignore(
        Receiver.ENVOY,
        "envoy.service.metrics.v3.MetricsService",
        "StreamMetrics",
        CLIENT_STREAMING);
    ignore(
        Receiver.ENVOY,
        "satellite.envoy.accesslog.v3.SatelliteAccessLogService",
        "StreamAccessLogs",
        CLIENT_STREAMING);
  }

  /** One malformed segment does not end the stream: it is counted, and the next one read. */
  private Consumer<byte[]> segments() {
    Reports.Segments segments = reports.new Segments();
    return message -> {
      try {
        segments.take(message);
      } catch (Fault.Invalid counted) {
        // take() counted and logged it
      }
    };
  }

  private Consumer<byte[]> segmentCollection() {
    Consumer<byte[]> segments = segments();
    return message -> Reader.segments(message).forEach(segments);
  }

  private void keep(
      Receiver receiver,
      String service,
      String method,
      MethodType kind,
      Supplier<Consumer<byte[]>> taker) {
    add(receiver, new Route(service, method, kind, taker, () -> EMPTY, true));
  }

  private void ignore(Receiver receiver, String service, String method, MethodType kind) {
    LongAdder count =
        telemetry.counter(
            SelfMetric.ORRERY_REPORTS_IGNORED, service.substring(service.lastIndexOf('.') + 1));
    byte[] answer = kind == BIDI_STREAMING ? OVERSIZE : EMPTY;
    add(
        receiver,
        new Route(service, method, kind, () -> _ -> count.increment(), () -> answer, false));
  }

  private void add(Receiver receiver, Route route) {
    if (!settings.on(receiver)) {
      return;
    }
    routes.add(route);
    if (route.service().startsWith(V3)) {
      routes.add(route.in(route.service().substring(V3.length())));
    }
  }
}
