// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void keysAreTheFirstEightBytesOfSha256() {
    assertThat(Keys.of("abc")).isEqualTo(0xba7816bf8f01cfeaL);
    assertThat(Keys.of("")).isEqualTo(0xe3b0c44298fc1c14L);
  }

  @Test
  void aHundredThousandNamesHaveAsManyKeys() {
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      keys.add(Keys.of("/order/" + i));
    }
    assertThat(keys).hasSize(100_000);
  }
}
