// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import static orrery.bench.shop.SegmentWriter.tag;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricCollection;
import org.apache.skywalking.apm.network.management.v3.InstancePingPkg;
import org.apache.skywalking.apm.network.management.v3.InstanceProperties;
import orrery.bench.shop.Model.Instance;
import orrery.bench.shop.Model.Service;

/** What agents tell apart from traces: who they are, that they live, how their JVM does. */
final class Agents {
  private static final String LAYER = "GENERAL";

  private final Model model;
  private final Uplink uplink;
  private final Map<Instance, Jvm> jvms = new LinkedHashMap<>();
  private final Map<Instance, JVMMetricCollection.Builder> samples = new LinkedHashMap<>();

  Agents(Model model, Uplink uplink, RandomGenerator random) {
    this.model = model;
    this.uplink = uplink;
    for (Service service : model.services()) {
      for (Instance instance : service.instances()) {
        if (service.language() == Language.JAVA) {
          jvms.put(instance, new Jvm(random));
          samples.put(
              instance,
              JVMMetricCollection.newBuilder()
                  .setService(service.name())
                  .setServiceInstance(instance.name()));
        }
      }
    }
  }

  /** Takes a sample of every JVM. */
  void sample(long nowMillis, double load) {
    jvms.forEach((instance, jvm) -> {
      JVMMetricCollection.Builder collected = samples.get(instance);
      if (collected != null) {
        collected.addMetrics(jvm.sample(nowMillis, load));
      }
    });
  }

  /** Sends the samples taken since. */
  void sendSamples() {
    for (JVMMetricCollection.Builder collected : samples.values()) {
      uplink.jvm(collected.build());
      collected.clearMetrics();
    }
  }

  void keepAlive() {
    for (Service service : model.services()) {
      for (Instance instance : service.instances()) {
        uplink.keepAlive(
            InstancePingPkg.newBuilder()
                .setService(service.name())
                .setServiceInstance(instance.name())
                .setLayer(LAYER)
                .build());
      }
    }
  }

  void properties() {
    for (Service service : model.services()) {
      for (Instance instance : service.instances()) {
        uplink.properties(properties(service, instance));
      }
    }
  }

  private static InstanceProperties properties(Service service, Instance instance) {
    InstanceProperties.Builder properties =
        InstanceProperties.newBuilder()
            .setService(service.name())
            .setServiceInstance(instance.name())
            .setLayer(LAYER)
            .addProperties(tag("language", service.language().property()))
            .addProperties(tag("OS Name", "Linux"))
            .addProperties(tag("hostname", instance.host()))
            .addProperties(tag("Process No.", "1"))
            .addProperties(tag("namespace", "shop"));
    if (service.language() == Language.JAVA) {
      properties
          .addProperties(tag("JVM Arguments", "[-Xmx512m, -XX:+UseG1GC]"))
          .addProperties(tag("Jar Dependencies", "[spring-webmvc-7.0.1.jar, jedis-6.1.0.jar]"));
    }
    return properties.build();
  }
}
