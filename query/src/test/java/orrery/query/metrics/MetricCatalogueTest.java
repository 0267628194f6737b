// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;

class MetricCatalogueTest {
  private final MetricCatalogue catalogue = MetricCatalogue.STANDARD;

  @Test
  void theCatalogueIsWhatTheListSays() throws IOException {
    String actual =
        catalogue.matching(null).stream()
            .map(metric -> metric.name() + " " + metric.type() + " " + metric.scope().catalog())
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    try (InputStream expected = getClass().getResourceAsStream("/metrics.list")) {
      assertThat(actual)
          .isEqualTo(
              new String(Objects.requireNonNull(expected).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void typesAreToldByName() {
    assertThat(catalogue.typeOf("service_cpm")).isEqualTo(MetricType.REGULAR_VALUE);
    assertThat(catalogue.typeOf("service_percentile")).isEqualTo(MetricType.LABELED_VALUE);
    assertThat(catalogue.typeOf("top_n_cache_read_command")).isEqualTo(MetricType.SAMPLED_RECORD);
    assertThat(catalogue.typeOf("browser_app_error_rage")).isEqualTo(MetricType.UNKNOWN);
    assertThat(catalogue.typeOf("")).isEqualTo(MetricType.UNKNOWN);
  }

  @Test
  void aPatternMatchesWholeNames() {
    assertThat(catalogue.matching("service_(cpm|sla)").stream().map(Metric::name))
        .containsExactlyInAnyOrder("service_cpm", "service_sla");
    assertThat(catalogue.matching("cpm")).isEmpty();
    assertThat(catalogue.matching(" ")).isEqualTo(catalogue.matching(null));
  }

  @Test
  void hostilePatternsAreRefused() {
    assertThatThrownBy(() -> catalogue.matching("(a"))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("\"(a\" is not a regular expression");
    assertThatThrownBy(() -> catalogue.matching("x".repeat(2_000)))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("at most 1000");
    assertThatThrownBy(() -> new NamePattern("(x+)+\\1!").matches("x".repeat(60)))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("takes too long");
  }
}
