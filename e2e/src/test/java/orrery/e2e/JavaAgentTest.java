// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The real Java agent without plugins: it registers, sends heartbeats and JVM metrics. By its
 * defaults it tries its channel every 30 s only, so the periods are set to a second.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaAgentTest {
  private static final Map<String, Object> INSTANCE = Metrics.instance("tiny", "tiny-1");
  private static final Duration FIRST_REPORTS = Duration.ofSeconds(40);
  private static final double MEBIBYTE = 1 << 20;

  @AutoClose private final OrreryProcess orrery = OrreryProcess.fresh("java-agent");
  @AutoClose private final Child program = startProgram();
  private final Metrics metrics = orrery.metrics();
  private final Catalog catalog = new Catalog(orrery.graphQl());

  private Child startProgram() {
    Path agent = Path.of("target", "agent", "apm-agent.jar").toAbsolutePath();
    if (!Files.isRegularFile(agent)) {
      throw new AssertionError("no agent at " + agent + ": the build of this module copies it");
    }
    return Child.start(
        "java-tiny",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-javaagent:" + agent,
            "-Dskywalking.agent.service_name=tiny",
            "-Dskywalking.agent.instance_name=tiny-1",
            "-Dskywalking.collector.backend_service=127.0.0.1:" + orrery.ports().grpc(),
            "-Dskywalking.collector.grpc_channel_check_interval=1",
            "-Dskywalking.collector.heartbeat_period=1",
            "-Dskywalking.collector.properties_report_period_factor=2",
            "-Dskywalking.collector.get_profile_task_interval=1",
            "-Dskywalking.collector.get_agent_dynamic_config_interval=1",
            "-Dskywalking.logging.output=CONSOLE",
            // The agent is older than this Java; it has nothing to weave without plugins.
            "-Dorg.apache.skywalking.apm.dependencies.net.bytebuddy.experimental=true",
            "-cp",
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            TinyProgram.class.getName()),
        Map.of());
  }

  @BeforeAll
  void awaitFirstMetrics() {
    Awaitility.await()
        .atMost(FIRST_REPORTS)
        .untilAsserted(() -> {
          assertThat(metrics.values("instance_jvm_memory_heap", INSTANCE)).isNotEmpty();
          assertThat(catalog.instances("tiny")).hasSize(1);
        });
  }

  @Test
  void registersWithoutTraffic() {
    assertThat(catalog.services("GENERAL")).containsExactly("tiny");
    assertThat(metrics.sum("service_cpm", Metrics.service("tiny"))).isZero();
  }

  @Test
  void showsLanguageAndProperties() {
    Awaitility.await()
        .atMost(FIRST_REPORTS)
        .untilAsserted(() -> {
          JsonNode instance = catalog.instances("tiny").get(0);
          assertThat(instance.path("name").asString()).isEqualTo("tiny-1");
          assertThat(instance.path("language").asString()).isEqualTo("JAVA");
          assertThat(Catalog.attributes(instance))
              .containsEntry("OS Name", System.getProperty("os.name"))
              .containsEntry("Process No.", "" + program.pid())
              .containsKeys("hostname", "Start Time", "JVM Arguments");
        });
  }

  @Test
  void showsMemory() {
    assertThat(metrics.values("instance_jvm_memory_heap", INSTANCE))
        .allSatisfy(bytes -> assertThat(bytes).isBetween(MEBIBYTE, 64 * MEBIBYTE));
    assertThat(metrics.values("instance_jvm_memory_heap_max", INSTANCE))
        .isNotEmpty()
        .allSatisfy(bytes -> assertThat(bytes).isBetween(32 * MEBIBYTE, 64 * MEBIBYTE));
    assertThat(metrics.values("instance_jvm_memory_noheap", INSTANCE))
        .isNotEmpty()
        .allSatisfy(bytes -> assertThat(bytes).isGreaterThan(MEBIBYTE));
  }

  @Test
  void showsCpuThreadsAndClasses() {
    assertThat(metrics.values("instance_jvm_cpu", INSTANCE))
        .isNotEmpty()
        // The agent divides by the time since its last sample: on a busy machine it tells of more
        // than there is.
        .allSatisfy(percent -> assertThat(percent).isNotNegative());
    assertThat(metrics.values("instance_jvm_thread_live_count", INSTANCE))
        .isNotEmpty()
        .allSatisfy(threads -> assertThat(threads).isBetween(5.0, 200.0));
    assertThat(metrics.values("instance_jvm_thread_daemon_count", INSTANCE))
        .isNotEmpty()
        .allSatisfy(threads -> assertThat(threads).isPositive());
    assertThat(metrics.values("instance_jvm_class_loaded_class_count", INSTANCE))
        .isNotEmpty()
        .allSatisfy(classes -> assertThat(classes).isGreaterThan(1_000));
  }

  @Test
  void leavesTheAgentWithoutComplaints() {
    assertThat(program.log())
        .doesNotContain("UNIMPLEMENTED")
        .doesNotContain("StatusRuntimeException");
  }
}
