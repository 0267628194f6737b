// SPDX-License-Identifier: Apache-2.0
package orrery.query.metadata;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;
import orrery.query.schema.Named;
import orrery.store.CatalogStore;

/** Metadata by layers, as clients ask since 9.0; time and retention. */
public final class MetadataFields implements FieldGroup {
  /** An instant as RFC 822 writes its zone: +0800. */
  private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("xx", Locale.ROOT);

  private final Catalog catalog;
  private final Durations durations;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Retention retention;

  /** Days that records and metrics are kept. */
  public record Retention(int recordDays, int metricDays) {}

  public MetadataFields(CatalogStore store, InstantSource clock, ZoneId zone, Retention retention) {
    this.catalog = new Catalog(store);
    this.durations = new Durations(zone);
    this.clock = clock;
    this.zone = zone;
    this.retention = retention;
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring.type("Query", type -> retention(processes(endpoints(instances(services(type))))));
  }

  private TypeRuntimeWiring.Builder services(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("listLayers", _ -> catalog.layers())
        .dataFetcher(
            "listServices",
            environment -> catalog.services(Arguments.of(environment).optionalText("layer"), ""))
        .dataFetcher(
            "getService",
            environment -> catalog.service(Arguments.of(environment).text("serviceId")))
        .dataFetcher(
            "findService",
            environment -> catalog.serviceNamed(Arguments.of(environment).text("serviceName")));
  }

  private TypeRuntimeWiring.Builder instances(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher(
            "listInstances",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return catalog.instances(
                  arguments.text("serviceId"), durations.read(arguments, "duration"));
            })
        .dataFetcher(
            "listInstancesByName",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return catalog.instances(
                  Named.service(arguments.object("service")),
                  durations.read(arguments, "duration"));
            })
        .dataFetcher(
            "getInstance",
            environment -> catalog.instance(Arguments.of(environment).text("instanceId")));
  }

  private TypeRuntimeWiring.Builder endpoints(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher(
            "findEndpoint",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return find(arguments, arguments.text("serviceId"));
            })
        .dataFetcher(
            "findEndpointByName",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return find(arguments, Named.service(arguments.object("service")));
            })
        .dataFetcher(
            "getEndpointInfo",
            environment -> catalog.endpoint(Arguments.of(environment).text("endpointId")));
  }

  private List<Map<String, Object>> find(Arguments arguments, String serviceId) {
    return catalog.endpoints(
        serviceId,
        arguments.text("keyword", ""),
        arguments.number("limit", 0),
        durations.readOptional(arguments, "duration"));
  }

  /** Processes come from an eBPF agent, which nobody reads yet. */
  private TypeRuntimeWiring.Builder processes(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("listProcesses", _ -> List.of())
        .dataFetcher("getProcess", _ -> null)
        .dataFetcher("estimateProcessScale", _ -> 0L);
  }

  private TypeRuntimeWiring.Builder retention(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher(
            "getTimeInfo",
            _ ->
                Map.of(
                    "timezone", ZONE.format(ZonedDateTime.ofInstant(clock.instant(), zone)),
                    "currentTimestamp", clock.millis()))
        .dataFetcher("getRecordsTTL", _ -> recordsKept())
        .dataFetcher("getMetricsTTL", _ -> metricsKept());
  }

  private Map<String, Object> recordsKept() {
    int days = retention.recordDays();
    return Map.of(
        "normal",
        days,
        "trace",
        days,
        "zipkinTrace",
        days,
        "log",
        days,
        "browserErrorLog",
        days,
        "coldNormal",
        -1,
        "coldTrace",
        -1,
        "coldZipkinTrace",
        -1,
        "coldLog",
        -1,
        "coldBrowserErrorLog",
        -1);
  }

  private Map<String, Object> metricsKept() {
    int days = retention.metricDays();
    return Map.of(
        "metadata", days,
        "minute", days,
        "hour", days,
        "day", days,
        "coldMinute", -1,
        "coldHour", -1,
        "coldDay", -1);
  }
}
