// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import orrery.model.Ids;
import orrery.model.Tag;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

/**
 * Makes texts of bytes: known names without a new object, invalid UTF-8 and NUL replaced by U+FFFD,
 * names no longer than SkyWalking allows. Thread-safe.
 */
final class Texts {
  /** Names, and tags, remembered: some 3 MB each with names of 40 bytes, 10 MB at worst. */
  static final int REMEMBERED = 16_384;

  /** How long things may be called, in UTF-16 units. */
  enum Limit {
    SERVICE(70),
    INSTANCE(70),
    ENDPOINT(150),
    PEER(70),
    ID(150),
    PROPERTY(32_768);

    private final int longest;

    Limit(int longest) {
      this.longest = longest;
    }

    int longest() {
      return longest;
    }
  }

  private static final char REPLACEMENT = '\uFFFD';

  private final SliceTable<String> names;
  private final SliceTable<Tag> tags;
  private final Map<Limit, LongAdder> clipped = new EnumMap<>(Limit.class);
  private final LongAdder repaired;

  Texts(int remembered, Telemetry telemetry) {
    names = new SliceTable<>(remembered);
    tags = new SliceTable<>(remembered);
    for (Limit limit : Limit.values()) {
      clipped.put(
          limit,
          telemetry.counter(
              SelfMetric.ORRERY_VALUES_CLIPPED, limit.name().toLowerCase(Locale.ROOT)));
    }
    repaired = telemetry.counter(SelfMetric.ORRERY_TEXTS_REPAIRED);
  }

  /** The field at hand, as a name that is likely to come again. */
  String name(WireReader in) {
    int length = in.length();
    int from = in.advance(length);
    if (length == 0) {
      return "";
    }
    byte[] bytes = in.bytes();
    if (length > SliceTable.LONGEST_BYTES) {
      return text(bytes, from, from + length);
    }
    int hash = SliceTable.hash(bytes, from, from + length);
    String known = names.find(hash, bytes, from, from + length);
    return known != null ? known : learn(hash, bytes, from, from + length);
  }

  /** The field at hand, as a text that is unlikely to come again. */
  String text(WireReader in) {
    int length = in.length();
    int from = in.advance(length);
    return length == 0 ? "" : text(in.bytes(), from, from + length);
  }

  /** The field at hand, a message of key (1) and value (2). */
  Tag tag(WireReader in) {
    in.part();
    int length = in.length();
    int from = in.advance(length);
    byte[] bytes = in.bytes();
    if (length > SliceTable.LONGEST_BYTES) {
      return decodeTag(bytes, from, from + length);
    }
    int hash = SliceTable.hash(bytes, from, from + length);
    Tag known = tags.find(hash, bytes, from, from + length);
    if (known != null) {
      return known;
    }
    Tag tag = decodeTag(bytes, from, from + length);
    if (tag.value().indexOf(REPLACEMENT) < 0) {
      tags.offer(hash, bytes, from, from + length, tag);
    }
    return tag;
  }

  /** Cut to its limit, never inside a surrogate pair. */
  String clip(String text, Limit limit) {
    int longest = limit.longest();
    if (text.length() <= longest) {
      return text;
    }
    requireNonNull(clipped.get(limit)).increment();
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
  }

  /** Cut to its limit; a blank name becomes {@link Ids#BLANK}. */
  String service(String name) {
    return name.isBlank() ? Ids.BLANK : clip(name, Limit.SERVICE);
  }

  /** A text that came as a string, without NUL. */
  String clean(String text) {
    if (text.indexOf('\0') < 0) {
      return text;
    }
    repaired.increment();
    return text.replace('\0', REPLACEMENT);
  }

  private String learn(int hash, byte[] bytes, int from, int to) {
    String name = text(bytes, from, to);
    // A repaired name is not kept, so that each time it comes is counted.
    if (name.indexOf(REPLACEMENT) < 0) {
      names.offer(hash, bytes, from, to, name);
    }
    return name;
  }

  private Tag decodeTag(byte[] bytes, int from, int to) {
    WireReader in = new WireReader(bytes, from, to);
    String key = "";
    String value = "";
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | 2 -> key = name(in);
        case 2 << 3 | 2 -> value = text(in);
        default -> in.skip(tag);
      }
    }
    return new Tag(key, value);
  }

  private String text(byte[] bytes, int from, int to) {
    String text = clean(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    if (text.indexOf(REPLACEMENT) >= 0 && replacements(text) > replacements(bytes, from, to)) {
      repaired.increment();
    }
    return text;
  }

  private static int replacements(String text) {
    int count = 0;
    for (int at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, at + 1)) {
      count++;
    }
    return count;
  }

  /** U+FFFD (EF BF BD) that the client wrote itself, NUL counted along as clean() counted it. */
  private static int replacements(byte[] bytes, int from, int to) {
    int count = 0;
    for (int at = from; at < to; at++) {
      if (bytes[at] == 0
          || (at + 2 < to
              && bytes[at] == (byte) 0xEF
              && bytes[at + 1] == (byte) 0xBF
              && bytes[at + 2] == (byte) 0xBD)) {
        count++;
      }
    }
    return count;
  }
}
