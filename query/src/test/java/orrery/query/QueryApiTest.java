// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.model.Check;

class QueryApiTest {
  private final Asked asked = new Asked();

  @Test
  void tellsItsVersionInQueriesAndMutations() {
    assertThat(asked.ask("{ version }")).isEqualTo("{\"data\":{\"version\":\"10.4.0-0123456\"}}");
    assertThat(asked.ask("mutation { version }"))
        .isEqualTo("{\"data\":{\"version\":\"10.4.0-0123456\"}}");
  }

  @Test
  void namesWhatIsUnhealthy() {
    assertThat(asked.ask("{ checkHealth { score details } }"))
        .isEqualTo("{\"data\":{\"checkHealth\":{\"score\":0,\"details\":\"\"}}}");
    asked.health =
        List.of(Check.unhealthy("storage_sqlite", "disk full"), Check.healthy("receiver"));
    assertThat(asked.ask("{ checkHealth { score details } }"))
        .isEqualTo("{\"data\":{\"checkHealth\":{\"score\":1,\"details\":\"storage_sqlite,\"}}}");
  }
}
