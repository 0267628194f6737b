// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.CatalogStore;
import orrery.store.MetricStore;
import orrery.store.RecordStore;
import orrery.store.Storage;

/**
 * Storage in files under one directory: {@code records-20261123}, {@code metrics-20261123} per UTC
 * day, and {@code catalog}. The directory belongs to one process at a time.
 */
public final class FileStorage implements Storage {
  private final Dialect dialect;
  private final Path directory;
  private final Days.Place place;
  private final FileRecords records;
  private final FileMetrics metrics;
  private final FileCatalog catalog;
  private @Nullable DirectoryLock lock;

  private FileStorage(FileSettings settings, Path directory, Telemetry telemetry) {
    this.dialect = Dialect.of(settings.database());
    this.directory = directory;
    this.place =
        new Days.Place(
            directory,
            dialect,
            settings,
            new Semaphore(settings.readers(), true),
            telemetry.counter(SelfMetric.ORRERY_STORE_DAMAGED_FILES));
    this.records = new FileRecords(place);
    this.metrics = new FileMetrics(place);
    this.catalog = new FileCatalog(place);
  }

  /** A storage in this directory, which is made when missing. No I/O until {@link #prepare()}. */
  public static FileStorage of(FileSettings settings, Path dataDirectory, Telemetry telemetry) {
    return new FileStorage(settings, dataDirectory, telemetry);
  }

  @Override
  public String name() {
    return dialect.name();
  }

  @Override
  public MetricStore metrics() {
    return metrics;
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public CatalogStore catalog() {
    return catalog;
  }

  @Override
  public synchronized void prepare() {
    if (lock == null) {
      lock = DirectoryLock.take(directory);
    }
    catalog.prepare();
    records.days().scan();
    metrics.days().scan();
  }

  @Override
  public int dropBefore(long recordsMillis, long metricsMillis) {
    catalog.dropBefore(metricsMillis);
    return records.days().dropBefore(recordsMillis) + metrics.days().dropBefore(metricsMillis);
  }

  @Override
  public List<Check> check() {
    String name = "storage_" + dialect.name();
    if (!Files.isWritable(directory)) {
      return List.of(
          Check.unhealthy(
              name,
              "the data directory "
                  + directory
                  + " cannot be written; check that it exists and that this user may write to it"));
    }
    try {
      catalog.probe();
    } catch (Fault.Unavailable e) {
      return List.of(Check.unhealthy(name, String.valueOf(e.getMessage())));
    }
    long damaged = place.damagedFiles().sum();
    return List.of(
        new Check(
            name,
            true,
            damaged == 0
                ? ""
                : damaged + " damaged files were moved aside, see *.damaged-* in " + directory));
  }

  @Override
  public long sizeBytes() {
    return records.days().sizeBytes() + metrics.days().sizeBytes() + catalog.sizeBytes();
  }

  @Override
  public synchronized void close() {
    records.days().close();
    metrics.days().close();
    catalog.close();
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }
}
