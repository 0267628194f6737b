// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.model.settings.Settings;

class ReceiveSettingsTest {

  @Test
  void hasUpstreamsDefaults() {
    ReceiveSettings settings = ReceiveSettings.read(new Settings(_ -> null));
    assertThat(settings.host()).isEqualTo("0.0.0.0");
    assertThat(settings.port()).isEqualTo(11800);
    assertThat(settings.maxMessageBytes()).isEqualTo(52_428_800);
    assertThat(settings.authentication()).isEmpty();
    assertThat(settings.selectors()).hasSize(Receiver.values().length);
  }

  @Test
  void readsSelectorsAndNotesWrongOnes() {
    Map<String, String> environment =
        Map.of("SW_RECEIVER_JVM", "-", "SW_RECEIVER_METER", "of", "SW_CORE_GRPC_PORT", "99999");
    Settings source = new Settings(environment::get);
    ReceiveSettings settings = ReceiveSettings.read(source);
    assertThat(settings.on(Receiver.JVM)).isFalse();
    assertThat(settings.on(Receiver.METER)).isTrue();
    assertThat(settings.port()).isEqualTo(11800);
    assertThat(source.problems()).hasSize(2);
  }

  @Test
  void takesNoLimitForTheDefaultAndNeverPrintsTheToken() {
    Map<String, String> environment =
        Map.of("SW_CORE_GRPC_MAX_MESSAGE_SIZE", "0", "SW_AUTHENTICATION", "open sesame");
    ReceiveSettings settings = ReceiveSettings.read(new Settings(environment::get));
    assertThat(settings.maxMessageBytes()).isEqualTo(52_428_800);
    assertThat(settings.toString()).doesNotContain("sesame");
  }
}
