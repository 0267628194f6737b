// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
  private static final InfluxSettings SETTINGS =
      new InfluxSettings(URI.create("http://influx:8086"), "me", "secret", "skywalking");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | {"error":"authorization failed"}                     | Unavailable | SW_STORAGE_INFLUXDB_PASSWORD
          400 | partial write: max-series-per-database limit exceeded | Unavailable | influxdb.conf
          500 | engine: cache-max-memory-size exceeded               | Overloaded  | cache-max-memory-size
          429 | slow down                                            | Overloaded  | slow down
          400 | field type conflict                                  | Invalid     | field type conflict
          400 | unable to parse 'x'                                  | Invalid     | unable to parse
          413 | Request Entity Too Large                             | Invalid     | Too Large
          500 | write /data/wal/1.wal: no space left on device       | Unavailable | no space left
          503 | timeout                                              | Unavailable | timeout
          """)
  void everyRefusalHasItsKindAndSaysWhereAndWhy(int status, String body, String kind, String word) {
    var fault = Refusals.of(SETTINGS, status, body);
    assertThat(fault.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(fault).hasMessageContaining("http://influx:8086").hasMessageContaining(word);
    assertThat(fault.getMessage()).doesNotContain("secret");
  }
}
