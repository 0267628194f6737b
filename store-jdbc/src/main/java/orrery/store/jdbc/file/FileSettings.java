// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import orrery.model.settings.Settings;

/**
 * How the store uses memory, processor and disk.
 *
 * @param database which engine keeps the files
 * @param cacheMebibytes page cache of the connection that writes a day's file; readers get a
 *     quarter each
 * @param blockCacheMebibytes unpacked payload blocks kept for readers
 * @param readers how many searches and reads run at once; further ones wait
 * @param openDays files kept open per shape; the least recently used is closed beyond
 * @param compressionLevel of zstd
 * @param scanRows how many rows one search may pass over before it is refused
 */
public record FileSettings(
    Database database,
    int cacheMebibytes,
    int blockCacheMebibytes,
    int readers,
    int openDays,
    int compressionLevel,
    long scanRows) {

  /** The engines. */
  public enum Database {
    SQLITE,
    H2
  }

  /** What holds when nothing is set. */
  public static FileSettings of(Database database) {
    return new FileSettings(database, 16, 8, 4, 8, 1, 20_000_000);
  }

  /**
   * Reads the settings. Of upstream's H2 settings, {@code SW_JDBC_URL} is not used: the data
   * directory says where files are.
   */
  public static FileSettings read(Settings settings, Database database) {
    return new FileSettings(
        database,
        settings.number(
            "SW_ORRERY_STORE_CACHE_MEBIBYTES", 16, 1, 4096, "Page cache of a day's writer, MiB"),
        settings.number(
            "SW_ORRERY_STORE_BLOCK_CACHE_MEBIBYTES", 8, 0, 4096, "Unpacked payload blocks, MiB"),
        settings.number("SW_ORRERY_STORE_READERS", 4, 1, 64, "Reads of the store at once"),
        settings.number("SW_ORRERY_STORE_OPEN_DAYS", 8, 2, 400, "Day files kept open per shape"),
        settings.number(
            "SW_ORRERY_STORE_COMPRESSION_LEVEL", 1, 1, 19, "zstd level of stored payloads"),
        settings.number(
            "SW_ORRERY_STORE_SCAN_ROWS",
            20_000_000,
            200_000,
            2_000_000_000,
            "Rows a search may pass over before it is refused"));
  }
}
