// SPDX-License-Identifier: Apache-2.0
package orrery.query.alarm;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.Ids;
import orrery.query.metrics.Buckets;
import orrery.query.metrics.Scope;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;
import orrery.query.schema.Named;
import orrery.query.schema.TimeRange;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogStore;
import orrery.store.TieredMetrics;

/** {@code getAlarm} and what goes with it. */
public final class AlarmFields implements FieldGroup {
  /** A day, also where it has 25 hours. */
  private static final long MAX_MILLIS = TimeUnit.HOURS.toMillis(25);

  private static final int MAX_PAGE = 10_000;

  /** What a minute counted is stored, and found, so long after its end. */
  private static final long SETTLED_MILLIS = 15_000;

  private static final Comparator<Alarm> NEWEST =
      Comparator.comparingLong((Alarm alarm) -> alarm.incident().startMillis())
          .reversed()
          .thenComparing(alarm -> alarm.incident().rule().name())
          .thenComparing(Alarm::name);

  private final Judge judge;
  private final CatalogStore catalog;
  private final Durations durations;
  private final InstantSource clock;

  /** An incident of something whose name is known. */
  private record Alarm(Incident incident, String id, String name) {}

  public AlarmFields(
      TieredMetrics metrics, CatalogStore catalog, Durations durations, InstantSource clock) {
    this.judge = new Judge(metrics);
    this.catalog = catalog;
    this.durations = durations;
    this.clock = clock;
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring.type(
        "Query",
        type ->
            type.dataFetcher("getAlarm", this::alarms)
                .dataFetcher("getAlarmTrend", this::trend)
                .dataFetcher("queryAlarmTagAutocompleteKeys", _ -> List.of())
                .dataFetcher("queryAlarmTagAutocompleteValues", _ -> List.of()));
  }

  private Map<String, Object> alarms(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Arguments paging = arguments.object("paging");
    int size = paging.number("pageSize", 0);
    long page = Math.max(paging.number("pageNum", 1), 1);
    if (size < 1 || size > MAX_PAGE) {
      throw new Fault.Invalid("pageSize is " + size + ", expected 1 to " + MAX_PAGE);
    }
    if (!arguments.objects("tags").isEmpty()) {
      return Map.of("msgs", List.of()); // no rule has tags
    }
    String keyword = arguments.text("keyword", "");
    List<Map<String, @Nullable Object>> messages =
        named(incidents(arguments)).stream()
            .filter(alarm -> message(alarm).contains(keyword))
            .sorted(NEWEST)
            .skip((page - 1) * size)
            .limit(size)
            .map(AlarmFields::fields)
            .toList();
    return Map.of("msgs", messages);
  }

  private Map<String, Object> trend(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Buckets buckets = Buckets.of(durations.read(arguments, "duration"));
    int[] started = new int[buckets.count()];
    for (Incident incident : incidents(arguments)) {
      int bucket = buckets.count() - 1;
      while (bucket > 0 && buckets.starts().get(bucket) > incident.startMillis()) {
        bucket--;
      }
      started[bucket]++;
    }
    return Map.of("numOfAlarm", Arrays.stream(started).boxed().toList());
  }

  private List<Incident> incidents(Arguments arguments) {
    TimeRange range = durations.read(arguments, "duration");
    if (range.toMillis() - range.fromMillis() > MAX_MILLIS) {
      throw new Fault.Invalid("alarms are told for a day at once: ask for a shorter time");
    }
    String scope = arguments.text("scope", "All");
    List<AlarmRule> rules =
        AlarmRule.STANDARD.stream()
            .filter(rule -> scope.equals("All") || scope.equals(rule.scope().graphql()))
            .toList();
    long settled = minute(clock.millis() - SETTLED_MILLIS) - Judge.MINUTE_MILLIS;
    return judge.incidents(
        rules, minute(range.fromMillis()), Math.min(minute(range.toMillis()), settled));
  }

  private static long minute(long millis) {
    return Math.floorDiv(millis, Judge.MINUTE_MILLIS) * Judge.MINUTE_MILLIS;
  }

  /** Without those of things retention has taken. */
  private List<Alarm> named(List<Incident> incidents) {
    Map<CatalogKind, Set<Long>> keys = new EnumMap<>(CatalogKind.class);
    for (Incident incident : incidents) {
      Scope scope = incident.rule().scope();
      keys(keys, kind(scope)).add(incident.entity().key());
      if (scope != Scope.SERVICE) {
        keys(keys, CatalogKind.SERVICE).add(incident.entity().owner());
      }
    }
    Map<CatalogKind, Map<Long, CatalogEntry>> entries = new EnumMap<>(CatalogKind.class);
    keys.forEach((kind, some) -> entries.put(kind, entries(kind, some)));
    List<Alarm> named = new ArrayList<>();
    for (Incident incident : incidents) {
      Alarm alarm = named(incident, entries);
      if (alarm != null) {
        named.add(alarm);
      }
    }
    return named;
  }

  private static @Nullable Alarm named(
      Incident incident, Map<CatalogKind, Map<Long, CatalogEntry>> entries) {
    Scope scope = incident.rule().scope();
    Map<Long, CatalogEntry> services = entries.getOrDefault(CatalogKind.SERVICE, Map.of());
    if (scope == Scope.SERVICE) {
      CatalogEntry service = services.get(incident.entity().key());
      return service == null ? null : new Alarm(incident, Named.service(service), service.name());
    }
    CatalogEntry thing = entries.getOrDefault(kind(scope), Map.of()).get(incident.entity().key());
    CatalogEntry service = services.get(incident.entity().owner());
    if (thing == null || service == null) {
      return null;
    }
    return scope == Scope.INSTANCE
        ? new Alarm(
            incident,
            Ids.instance(Named.service(service), thing.name()),
            thing.name() + " of " + service.name())
        : new Alarm(
            incident,
            Ids.endpoint(Named.service(service), thing.name()),
            thing.name() + " in " + service.name());
  }

  private Map<Long, CatalogEntry> entries(CatalogKind kind, Collection<Long> keys) {
    Map<Long, CatalogEntry> entries = new HashMap<>();
    catalog.get(kind, keys).forEach(entry -> entries.put(entry.key(), entry));
    return entries;
  }

  private static Set<Long> keys(Map<CatalogKind, Set<Long>> keys, CatalogKind kind) {
    return keys.computeIfAbsent(kind, _ -> new LinkedHashSet<>());
  }

  private static CatalogKind kind(Scope scope) {
    CatalogKind kind = scope.ranked();
    if (kind == null) {
      throw new IllegalStateException("no rule is about " + scope);
    }
    return kind;
  }

  private static String message(Alarm alarm) {
    return alarm.incident.rule().message().replace("{name}", alarm.name);
  }

  private static Map<String, @Nullable Object> fields(Alarm alarm) {
    Incident incident = alarm.incident;
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("startTime", incident.startMillis());
    fields.put("recoveryTime", incident.recoveryMillis());
    fields.put("scope", incident.rule().scope().graphql());
    fields.put("id", alarm.id);
    fields.put("name", alarm.name);
    fields.put("message", message(alarm));
    fields.put("events", List.of());
    fields.put("tags", List.of());
    fields.put(
        "snapshot", Map.of("expression", incident.rule().expression(), "metrics", List.of()));
    return fields;
  }
}
