// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

/** What can be switched off, each with upstream's selector; off means its calls are unknown. */
enum Receiver {
  TRACE("SW_RECEIVER_TRACE", "segments"),
  REGISTER("SW_RECEIVER_REGISTER", "instance properties and heartbeats"),
  JVM("SW_RECEIVER_JVM", "JVM metrics"),
  CLR("SW_RECEIVER_CLR", "CLR metrics"),
  METER("SW_RECEIVER_METER", "meters"),
  LOG("SW_LOG_ANALYZER", "logs"),
  EVENT("SW_RECEIVER_EVENT", "events"),
  PROFILE("SW_RECEIVER_PROFILE", "trace profiling"),
  ASYNC_PROFILER("SW_RECEIVER_ASYNC_PROFILER", "async-profiler"),
  PPROF("SW_RECEIVER_PPROF", "pprof"),
  CONFIGURATION("SW_CONFIGURATION_DISCOVERY", "agents' dynamic configuration"),
  BROWSER("SW_RECEIVER_BROWSER", "browser performance and errors"),
  MESH("SW_SERVICE_MESH", "service mesh metrics"),
  ENVOY("SW_ENVOY_METRIC", "Envoy metrics and access logs"),
  EBPF("SW_RECEIVER_EBPF", "eBPF profiling and access logs");

  private final String selector;
  private final String reports;

  Receiver(String selector, String reports) {
    this.selector = selector;
    this.reports = reports;
  }

  String selector() {
    return selector;
  }

  /** What it takes in, for the documentation of its selector. */
  String reports() {
    return reports;
  }
}
