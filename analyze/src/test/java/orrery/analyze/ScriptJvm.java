// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import orrery.model.JvmReport;
import orrery.model.JvmReport.Phase;
import orrery.model.JvmReport.PoolType;

/** Reads the samples of a script's {@code jvm} block. */
final class ScriptJvm {
  private ScriptJvm() {}

  static JvmReport report(Words line, List<String> block) {
    return new JvmReport(
        line.get(1), line.get(2), block.stream().map(text -> sample(Words.of(text))).toList());
  }

  private static JvmReport.Sample sample(Words words) {
    List<JvmReport.Memory> memory = new ArrayList<>();
    words.values("heap=").forEach(text -> memory.add(memory(true, text)));
    words.values("nonheap=").forEach(text -> memory.add(memory(false, text)));
    return new JvmReport.Sample(
        Instant.parse(words.value("at", "")).toEpochMilli(),
        Double.parseDouble(words.value("cpu", "0")),
        memory,
        words.values("pool:").stream().map(ScriptJvm::pool).toList(),
        words.values("gc:").stream().map(ScriptJvm::collection).toList(),
        threads(numbers(words.value("threads", "0,0,0,0,0,0,0"), ",")),
        classes(numbers(words.value("classes", "0,0,0"), ",")));
  }

  private static JvmReport.Memory memory(boolean heap, String text) {
    long[] numbers = numbers(text, "/");
    return new JvmReport.Memory(heap, 0, numbers[1], numbers[0], numbers[0]);
  }

  private static JvmReport.MemoryPool pool(String text) {
    String[] parts = text.split("=", -1);
    long used = Long.parseLong(parts[1]);
    return new JvmReport.MemoryPool(
        PoolType.valueOf(parts[0].toUpperCase(Locale.ROOT)), 0, -1, used, used);
  }

  private static JvmReport.Collection collection(String text) {
    String[] parts = text.split("=", -1);
    long[] numbers = numbers(parts[1], "/");
    return new JvmReport.Collection(
        Phase.valueOf(parts[0].toUpperCase(Locale.ROOT)), numbers[0], numbers[1]);
  }

  private static JvmReport.Threads threads(long[] n) {
    return new JvmReport.Threads(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
  }

  private static JvmReport.Classes classes(long[] n) {
    return new JvmReport.Classes(n[0], n[1], n[2]);
  }

  private static long[] numbers(String text, String separator) {
    return Arrays.stream(text.split(separator, -1)).mapToLong(Long::parseLong).toArray();
  }
}
