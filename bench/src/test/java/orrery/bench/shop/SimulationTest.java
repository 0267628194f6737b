// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentReference;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final long END = 1_795_421_939_402L;
  private static final Conditions CALM = Conditions.at(Duration.ZERO);
  private static final Conditions INCIDENT = Conditions.at(Duration.ofSeconds(200));

  private final Model model = SampleShop.model();
  private final Random random = new Random(1);

  @Test
  void everyJourneyRunsAndEndsWhenTold() {
    for (SampleShop.Journey journey : SampleShop.journeys()) {
      List<SegmentObject> segments = run(journey.endpoint(), CALM);

      assertThat(segments.getFirst().getService()).isEqualTo("shop::gateway");
      assertThat(
              segments.stream()
                  .flatMap(segment -> segment.getSpansList().stream())
                  .mapToLong(SpanObject::getEndTime)
                  .max())
          .hasValue(END);
    }
  }

  @Test
  void segmentsAreWellFormedAndReferencesLead() {
    for (int round = 0; round < 40; round++) {
      for (SampleShop.Journey journey : SampleShop.journeys()) {
        assertWellFormed(run(journey.endpoint(), INCIDENT));
      }
    }
  }

  @Test
  void allServicesTakePartWithinMinutes() {
    Set<String> services = new HashSet<>();
    for (int round = 0; round < 60; round++) {
      for (SampleShop.Journey journey : SampleShop.journeys()) {
        run(journey.endpoint(), CALM).forEach(segment -> services.add(segment.getService()));
      }
    }
    assertThat(services)
        .containsExactlyInAnyOrderElementsOf(
            model.services().stream().map(Model.Service::name).toList());
  }

  @Test
  void anIncidentShowsInCheckoutAsErrorsAndSlowness() {
    assertThat(failures(INCIDENT)).isBetween(60, 180);
    assertThat(failures(CALM)).isBetween(0, 25);
  }

  @Test
  void theDayHasOnePeak() {
    assertThat(Conditions.share(LocalTime.of(20, 0))).isEqualTo(1.0);
    assertThat(Conditions.share(LocalTime.of(8, 0))).isBetween(0.39, 0.41);
  }

  @Test
  void incidentsComeEveryTenMinutesForTwo() {
    assertThat(Conditions.at(Duration.ofSeconds(179)).incident()).isFalse();
    assertThat(Conditions.at(Duration.ofMinutes(3)).incident()).isTrue();
    assertThat(Conditions.at(Duration.ofSeconds(299)).incident()).isTrue();
    assertThat(Conditions.at(Duration.ofMinutes(5)).incident()).isFalse();
    assertThat(Conditions.at(Duration.ofSeconds(781)).incident()).isTrue();
  }

  private int failures(Conditions conditions) {
    int failures = 0;
    for (int i = 0; i < 300; i++) {
      SegmentObject gateway = run("POST:/checkout", conditions).getFirst();
      failures += gateway.getSpans(gateway.getSpansCount() - 1).getIsError() ? 1 : 0;
    }
    return failures;
  }

  private List<SegmentObject> run(String endpoint, Conditions conditions) {
    return new Simulation(model, conditions, random).run("shop::gateway", endpoint, END);
  }

  private static void assertWellFormed(List<SegmentObject> segments) {
    Map<String, SegmentObject> byId = new HashMap<>();
    segments.forEach(segment -> byId.put(segment.getTraceSegmentId(), segment));
    assertThat(byId).hasSameSizeAs(segments);
    for (SegmentObject segment : segments) {
      Set<Integer> ids = new HashSet<>();
      for (SpanObject span : segment.getSpansList()) {
        assertThat(ids.add(span.getSpanId())).isTrue();
        assertThat(span.getEndTime()).isGreaterThanOrEqualTo(span.getStartTime());
        assertThat(span.getOperationName()).isNotBlank();
        for (SegmentReference reference : span.getRefsList()) {
          SegmentObject caller =
              Objects.requireNonNull(byId.get(reference.getParentTraceSegmentId()));
          assertThat(caller.getSpansList())
              .filteredOn(exit -> exit.getSpanId() == reference.getParentSpanId())
              .singleElement()
              .satisfies(exit -> {
                assertThat(exit.getSpanType()).isEqualTo(SpanType.Exit);
                assertThat(exit.getPeer()).isEqualTo(reference.getNetworkAddressUsedAtPeer());
                assertThat(span.getStartTime()).isGreaterThanOrEqualTo(exit.getStartTime());
              });
        }
      }
      SpanObject entry = segment.getSpans(segment.getSpansCount() - 1);
      assertThat(entry.getSpanType()).isEqualTo(SpanType.Entry);
      assertThat(entry.getSpanId()).isZero();
      assertThat(entry.getParentSpanId()).isEqualTo(-1);
    }
  }
}
