// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import orrery.store.MetricFamily;
import orrery.store.MetricRow;

/**
 * Writes rows as InfluxDB's line protocol. Nothing needs escaping: names are checked, the rest is
 * digits.
 */
final class LineProtocol {
  private static final HexFormat HEX = HexFormat.of();
  private static final int BYTES_PER_ROW = 220;

  private LineProtocol() {}

  static byte[] of(List<MetricRow> rows) {
    StringBuilder text = new StringBuilder(rows.size() * BYTES_PER_ROW);
    for (MetricRow row : rows) {
      append(text, row);
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void append(StringBuilder text, MetricRow row) {
    MetricFamily family = row.family();
    // Tags in the order of their names, as the server sorts them.
    text.append(Layout.measurement(family, row.tier())).append(",key=");
    text.append(HEX.toHexDigits(row.entity().key())).append(",owner=");
    text.append(HEX.toHexDigits(row.entity().owner()));
    char before = ' ';
    for (int i = 0; i < row.measures().length; i++) {
      text.append(before).append(family.measures().get(i)).append('=');
      text.append(row.measures()[i]).append('i');
      before = ',';
    }
    byte[] sketch = row.sketch();
    if (sketch != null) {
      text.append(",sketch=\"").append(Base64.getEncoder().encodeToString(sketch)).append('"');
    }
    text.append(' ').append(Layout.nanos(row.bucketMillis(), row.writer())).append('\n');
  }
}
