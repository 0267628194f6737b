// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orrery.model.Tier;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.EntityKey;
import orrery.store.RecordQuery.Condition;
import orrery.store.Schema;
import orrery.store.jdbc.database.RecordSelect.Filter;
import orrery.store.jdbc.database.RecordSelect.Piece;

/** Every kind of statement as the databases get it, to be reviewed as a difference. */
class GoldenDatabaseSqlTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final long DAY = 20_780;

  @ParameterizedTest
  @EnumSource(DatabaseSettings.Product.class)
  void statementsAreTheReviewedOnes(DatabaseSettings.Product product) throws IOException {
    Path golden = GOLDEN.resolve(product.word() + ".sql");
    String statements = String.join(";\n\n", statements(Dialect.of(product))) + ";\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, statements);
    }
    assertThat(statements)
        .as("run with -Dgolden.update=true and review the difference")
        .isEqualTo(Files.readString(golden));
  }

  private static List<String> statements(Dialect dialect) {
    List<String> all = new ArrayList<>(List.of(dialect.session(20), dialect.tables()));
    RecordTables tables = new RecordTables(Schema.SEGMENT, DAY);
    for (Table table : tables.all()) {
      all.addAll(dialect.create(table));
    }
    all.add(dialect.insert(tables.blocks(), 2, Rows.Existing.FAIL));
    all.add(dialect.insert(tables.documents(), 1, Rows.Existing.KEEP));
    all.addAll(searches(dialect, tables));
    MetricTable metrics = new MetricTable(Schema.SERVICE, DAY);
    all.addAll(dialect.create(metrics.table()));
    all.add(dialect.addColumn(metrics.table(), Column.of("calls", Column.Type.LONG)));
    all.add(dialect.addColumn(metrics.table(), Column.of("sketch", Column.Type.BYTES)));
    all.add(dialect.insert(metrics.table(), 1, Rows.Existing.REPLACE));
    MetricTable.Buckets buckets = new MetricTable.Buckets(Tier.MINUTE, 60_000, 120_000);
    all.add(metrics.range(dialect, buckets, false).text());
    all.add(metrics.ofOwner(dialect, buckets, 1, true).text());
    all.add(metrics.ofEntities(dialect, buckets, List.of(new EntityKey(1, 2)), true).text());
    all.addAll(dialect.create(DatabaseCatalog.TABLE));
    all.add(dialect.insert(DatabaseCatalog.TABLE, 1, Rows.Existing.REPLACE));
    all.add(
        DatabaseCatalog.list(dialect, new CatalogQuery(CatalogKind.ENDPOINT, 1L, "word", 0, 10))
            .text());
    return all;
  }

  private static List<String> searches(Dialect dialect, RecordTables tables) {
    RecordSelect newest = new RecordSelect(dialect, tables, new Order(false, true));
    RecordSelect slowest = new RecordSelect(dialect, tables, new Order(true, true));
    Piece piece = new Piece(1, 3_600_000, 7_199_999);
    List<Condition> service = List.of(Condition.equal("service", 0));
    Filter filter = new Filter(service, new long[0], List.of());
    Filter named = new Filter(service, new long[] {1, 2}, List.of());
    Filter tagged = new Filter(List.of(Condition.atLeast("latency", 0)), new long[0], List.of(1L));
    return List.of(
        newest.first(0, 1, 20).query().text(),
        newest.grouped(0, 7_199_999, Filter.only(Condition.equal("trace", 0)), 20).query().text(),
        newest.best(RecordSelect.Path.OWNER, piece, filter, 20).query().text(),
        newest.best(RecordSelect.Path.SET, piece, named, 20).query().text(),
        slowest.best(RecordSelect.Path.RANK, piece, tagged, 20).query().text(),
        slowest.best(RecordSelect.Path.OWNER, piece, filter, 20).query().text(),
        newest.walk(RecordSelect.Path.TIME, piece, List.of(), 4_096, named, 20).query().text(),
        slowest.walk(RecordSelect.Path.OWNER, piece, service, 4_096, named, 20).query().text(),
        newest.sets(List.of(1L, 2L), 1_001).text());
  }
}
