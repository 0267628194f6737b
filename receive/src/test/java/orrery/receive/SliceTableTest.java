// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SliceTableTest {

  @Test
  void keepsASliceAtItsSecondSighting() {
    SliceTable<String> table = new SliceTable<>(16);
    assertThat(see(table, "GET:/a")).isFalse();
    assertThat(see(table, "GET:/a")).isFalse();
    assertThat(see(table, "GET:/a")).isTrue();
  }

  @Test
  void valuesSeenOncePushNoNameOut() {
    SliceTable<String> table = new SliceTable<>(16);
    see(table, "name");
    see(table, "name");
    for (int i = 0; i < 100_000; i++) {
      see(table, "id-" + i);
    }
    assertThat(see(table, "name")).isTrue();
  }

  @Test
  void holdsNoMoreThanItsSlots() {
    SliceTable<String> table = new SliceTable<>(16);
    for (int i = 0; i < 1_000; i++) {
      see(table, "name-" + i);
      see(table, "name-" + i);
    }
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = ("name-" + i).getBytes(UTF_8);
      int hash = SliceTable.hash(bytes, 0, bytes.length);
      found += table.find(hash, bytes, 0, bytes.length) != null ? 1 : 0;
    }
    assertThat(found).isBetween(1, 16);
  }

  @Test
  void hashesASliceTheSameWhereverItLies() {
    for (int length = 0; length < 40; length++) {
      byte[] bytes = "x".repeat(length).getBytes(UTF_8);
      byte[] inside = ("ab" + "x".repeat(length) + "cd").getBytes(UTF_8);
      assertThat(SliceTable.hash(inside, 2, 2 + length))
          .isEqualTo(SliceTable.hash(bytes, 0, length));
    }
  }

  @Test
  void neverGivesOneNameForAnotherUnderContention() throws InterruptedException {
    SliceTable<String> table = new SliceTable<>(4);
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 50_000; i++) {
                  String name = "name-" + i % 12;
                  byte[] bytes = name.getBytes(UTF_8);
                  int hash = SliceTable.hash(bytes, 0, bytes.length);
                  String found = table.find(hash, bytes, 0, bytes.length);
                  if (found == null) {
                    table.offer(hash, bytes, 0, bytes.length, name);
                  } else if (!found.equals(name)) {
                    wrong.incrementAndGet();
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
  }

  @Test
  void wantsAPowerOfTwo() {
    assertThatThrownBy(() -> new SliceTable<String>(12))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Whether it was known. */
  private static boolean see(SliceTable<String> table, String name) {
    byte[] bytes = name.getBytes(UTF_8);
    int hash = SliceTable.hash(bytes, 0, bytes.length);
    if (table.find(hash, bytes, 0, bytes.length) != null) {
      return true;
    }
    table.offer(hash, bytes, 0, bytes.length, name);
    return false;
  }
}
