// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.skywalking.apm.network.ebpf.accesslog.v3.EBPFAccessLogServiceGrpc;
import org.apache.skywalking.apm.network.ebpf.profiling.process.v3.EBPFProcessServiceGrpc;
import org.apache.skywalking.apm.network.ebpf.profiling.v3.ContinuousProfilingServiceGrpc;
import org.apache.skywalking.apm.network.ebpf.profiling.v3.EBPFProfilingServiceGrpc;
import org.apache.skywalking.apm.network.event.v3.EventServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.BrowserPerfServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.CLRMetricReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.ConfigurationDiscoveryServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.MeterReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.SpanAttachedEventReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.apache.skywalking.apm.network.language.profile.v3.ProfileTaskGrpc;
import org.apache.skywalking.apm.network.logging.v3.LogReportServiceGrpc;
import org.apache.skywalking.apm.network.management.v3.ManagementServiceGrpc;
import org.apache.skywalking.apm.network.servicemesh.v3.ServiceMeshMetricServiceGrpc;
import org.junit.jupiter.api.Test;
import orrery.model.telemetry.Telemetry;

class RoutesTest {
  /** Every service of the protocol's definitions. */
  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          TraceSegmentReportServiceGrpc.getServiceDescriptor(),
          SpanAttachedEventReportServiceGrpc.getServiceDescriptor(),
          ManagementServiceGrpc.getServiceDescriptor(),
          JVMMetricReportServiceGrpc.getServiceDescriptor(),
          CLRMetricReportServiceGrpc.getServiceDescriptor(),
          MeterReportServiceGrpc.getServiceDescriptor(),
          LogReportServiceGrpc.getServiceDescriptor(),
          ConfigurationDiscoveryServiceGrpc.getServiceDescriptor(),
          ProfileTaskGrpc.getServiceDescriptor(),
          EventServiceGrpc.getServiceDescriptor(),
          BrowserPerfServiceGrpc.getServiceDescriptor(),
          ServiceMeshMetricServiceGrpc.getServiceDescriptor(),
          EBPFProcessServiceGrpc.getServiceDescriptor(),
          EBPFProfilingServiceGrpc.getServiceDescriptor(),
          ContinuousProfilingServiceGrpc.getServiceDescriptor(),
          EBPFAccessLogServiceGrpc.getServiceDescriptor());

  @Test
  void hasEveryMethodOfTheProtocolInBothSpellingsWithItsKind() {
    Map<String, MethodType> table =
        table().stream()
            .collect(
                Collectors.toMap(route -> route.service() + '/' + route.method(), Route::kind));
    for (ServiceDescriptor service : SERVICES) {
      for (MethodDescriptor<?, ?> method : service.getMethods()) {
        String name = method.getFullMethodName();
        assertThat(name).startsWith(Routes.V3);
        assertThat(table)
            .containsEntry(name, method.getType())
            .containsEntry(name.substring(Routes.V3.length()), method.getType());
      }
    }
  }

  @Test
  void answersEveryMethodWithAnEmptyMessageOrTellsProfilersToKeepTheirFile() {
    try (GrpcFixture server = new GrpcFixture()) {
      for (Route route : table()) {
        var call = server.call(route.service() + '/' + route.method(), route.kind());
        Status status = call.send(new byte[0]).halfClose().status();
        assertThat(status.getCode()).as("%s", route).isEqualTo(Status.Code.OK);
        byte[] expected =
            route.service().startsWith("grpc.")
                ? new byte[] {8, 1}
                : route.kind() == MethodType.BIDI_STREAMING ? new byte[] {8, 2} : new byte[0];
        assertThat(call.answers).as("%s", route).containsExactly(expected);
      }
    }
  }

  @Test
  void answersAnEmptyStreamToo() {
    try (GrpcFixture server = new GrpcFixture()) {
      for (Route route : table()) {
        if (route.kind() != MethodType.UNARY) {
          var call = server.call(route.service() + '/' + route.method(), route.kind());
          assertThat(call.halfClose().status().isOk()).as("%s", route).isTrue();
        }
      }
    }
  }

  @Test
  void doesNotKnowWhatIsSwitchedOff() {
    try (GrpcFixture server = new GrpcFixture(Map.of("SW_RECEIVER_TRACE", "-"))) {
      var off = server.call(GrpcFixture.COLLECT, MethodType.CLIENT_STREAMING).halfClose();
      assertThat(off.status().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
      var on = server.call("ManagementService/keepAlive", MethodType.UNARY);
      assertThat(on.send(new byte[0]).halfClose().status().isOk()).isTrue();
      assertThat(server.receivers.accepts("/v3/segments")).isFalse();
      assertThat(server.receivers.accepts("/v3/management/keepAlive")).isTrue();
    }
  }

  private static List<Route> table() {
    Telemetry telemetry = new Telemetry();
    Reports reports = new Reports("grpc", new FakeIntake(), new Texts(2, telemetry), telemetry);
    return Routes.of(GrpcFixture.settings(Map.of()), reports, telemetry, () -> true);
  }
}
