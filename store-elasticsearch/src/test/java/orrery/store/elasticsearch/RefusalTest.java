// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.store.elasticsearch.HttpNodes.Answer;

/** What people are told when the cluster refuses. */
class RefusalTest {
  private static Refusal refusal(int status, String type, String reason) {
    String json =
        "{\"error\":{\"type\":\"%s\",\"reason\":\"%s\"},\"status\":%d}"
            .formatted(type, reason, status);
    return Refusal.of("PUT /x", new Answer(status, json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void wrongPassword() {
    assertThat(refusal(401, "security_exception", "unable to authenticate user").fault())
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("SW_ES_PASSWORD");
  }

  @Test
  void fullDisk_isNotTriedAgain() {
    Refusal full =
        refusal(
            429,
            "cluster_block_exception",
            "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood stage"
                + " watermark, index has read-only-allow-delete block];");
    assertThat(full.isPassing()).isFalse();
    assertThat(full.fault())
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("free space");
  }

  @Test
  void tooManyRequests_areTriedAgain() {
    Refusal busy = refusal(429, "es_rejected_execution_exception", "rejected execution");
    assertThat(busy.isPassing()).isTrue();
    assertThat(busy.fault()).isInstanceOf(Fault.Overloaded.class);
  }

  @Test
  void tooManyShards_areNotTheDataFault() {
    assertThat(
            refusal(
                    400,
                    "validation_exception",
                    "this action would add [2] shards, but this cluster currently has"
                        + " [1000]/[1000] maximum normal shards open;")
                .fault())
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("cluster.max_shards_per_node");
  }

  @Test
  void badDocument_isInvalid() {
    assertThat(refusal(400, "mapper_parsing_exception", "failed to parse").fault())
        .isInstanceOf(Fault.Invalid.class);
  }

  @Test
  void answersThatAreNotJson_haveAStatusAtLeast() {
    assertThat(Refusal.of("GET /", new Answer(502, "<html>".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(new Refusal("GET /", 502, "", ""));
  }
}
