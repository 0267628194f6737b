// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.util.List;
import java.util.concurrent.TimeUnit;
import orrery.model.Fault;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStore;

/** Metric rows as points. Makes the database again when somebody removed it. */
final class InfluxMetrics implements MetricStore {
  /** About two megabytes of lines; the server takes 25. */
  private static final int MAX_ROWS_PER_REQUEST = 10_000;

  /**
   * Up to so many minutes all rows come here: adding up costs the server a pass for every measure
   * and series, which so few rows do not outweigh (measured: equal at 26).
   */
  private static final long MAX_BARE_MILLIS = TimeUnit.MINUTES.toMillis(15);

  private final InfluxClient client;
  private final InfluxQl language;
  private final Runnable makePlace;

  /**
   * @param makePlace makes the database and the policy
   */
  InfluxMetrics(InfluxClient client, InfluxQl language, Runnable makePlace) {
    this.client = client;
    this.language = language;
    this.makePlace = makePlace;
  }

  @Override
  public void write(List<MetricRow> rows) {
    for (int from = 0; from < rows.size(); from += MAX_ROWS_PER_REQUEST) {
      byte[] lines =
          LineProtocol.of(rows.subList(from, Math.min(from + MAX_ROWS_PER_REQUEST, rows.size())));
      inPlace(() -> client.write(lines));
    }
  }

  @Override
  public List<MetricPoint> series(MetricQuery query) {
    return read(language.rows(query), new Points(query, false));
  }

  /** The server adds up, unless sketches have to come here or it is not worth it. */
  @Override
  public List<MetricPoint> totals(MetricQuery query) {
    boolean bare =
        (query.sketches() && query.family().sketch())
            || query.toMillis() - Math.max(0, query.fromMillis()) < MAX_BARE_MILLIS;
    return read(bare ? language.rows(query) : language.sums(query), new Points(query, true));
  }

  private List<MetricPoint> read(List<String> statements, Points points) {
    for (String statement : statements) {
      inPlace(() -> client.query(statement, points));
    }
    return points.list();
  }

  private void inPlace(Runnable request) {
    try {
      request.run();
    } catch (Fault fault) {
      if (!Refusals.isMissingPlace(fault)) {
        throw fault;
      }
      makePlace.run();
      request.run();
    }
  }
}
