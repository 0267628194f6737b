// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import orrery.model.Keys;
import orrery.model.Tier;
import orrery.store.MetricFamily;
import orrery.store.MetricRow;

/**
 * Names a pack of rows: all rows of a family, tier, bucket and writer whose owners fall into the
 * same part are in it.
 *
 * @param part see {@link #part}
 */
record PackName(MetricFamily family, Tier tier, long bucketMillis, int part, long writer) {
  /**
   * Families with rows by the thousand are kept in more parts, so that who reads one service's rows
   * need not read them all. Numbers are written to storage: changing them is a change of the
   * layout.
   */
  private static final int MANY_PARTS = 32;

  private static final int FEW_PARTS = 4;

  static PackName of(MetricRow row) {
    return new PackName(
        row.family(),
        row.tier(),
        row.bucketMillis(),
        part(row.family(), row.entity().owner()),
        row.writer());
  }

  /** Which part of a family the rows of an owner are in. */
  static int part(MetricFamily family, long owner) {
    int parts = family.name().contains("endpoint") ? MANY_PARTS : FEW_PARTS;
    return (int) Long.remainderUnsigned(owner, parts);
  }

  /** Family and tier, as they are searched for. */
  static String family(MetricFamily family, Tier tier) {
    return family.name() + "." + tier.name().toLowerCase(Locale.ROOT);
  }

  /** Names the document. */
  String id() {
    ByteBuffer bytes =
        ByteBuffer.allocate(24)
            .putLong((bucketMillis << 16) | part)
            .putLong(Keys.of(family(family, tier)))
            .putLong(writer);
    return new String(Base64.getUrlEncoder().encode(bytes.array()), StandardCharsets.US_ASCII);
  }
}
