// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orrery.model.Tier;
import orrery.store.RecordQuery.Condition;
import orrery.store.Schema;

/** Every kind of statement as the databases get it, to be reviewed as a difference. */
class GoldenSqlTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @EnumSource(FileSettings.Database.class)
  void statementsAreTheReviewedOnes(FileSettings.Database database) throws IOException {
    Dialect dialect = Dialect.of(database);
    Path golden = GOLDEN.resolve(dialect.name() + ".sql");
    String statements = String.join(";\n\n", statements(dialect)) + ";\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, statements);
    }
    assertThat(statements)
        .as("run with -Dgolden.update=true and review the difference")
        .isEqualTo(Files.readString(golden));
  }

  private static List<String> statements(Dialect dialect) {
    RecordSql records = new RecordSql(dialect, Schema.SEGMENT);
    RecordSql.Order newest = new RecordSql.Order(false, true);
    RecordSql.Order slowest = new RecordSql.Order(true, true);
    List<Condition> service = List.of(Condition.equal("service", 0));
    List<Condition> slow = List.of(Condition.atLeast("latency", 0));
    List<String> all = new ArrayList<>(records.create());
    all.add(records.insert());
    all.add(records.high());
    all.add(records.insertBlock());
    all.add(records.block());
    all.add(records.lastBlock());
    all.add(records.putRun());
    all.add(records.runs());
    all.add(records.insertTag());
    all.add(records.runsOfTag());
    all.add(records.nextTag());
    all.add(records.group());
    all.add(records.best(RecordSql.Path.TIME, List.of(), 1, newest));
    all.add(records.best(RecordSql.Path.OWNER, service, 2, slowest));
    all.add(records.best(RecordSql.Path.RANK, slow, 0, new RecordSql.Order(true, false)));
    all.add(records.best(RecordSql.Path.GROUP, List.of(Condition.atMost("trace", 0)), 0, newest));
    all.add(records.walk(service, newest));
    all.add(records.walkEnd(newest));
    all.add(records.ties(slow, 1));
    MetricSql metrics = new MetricSql(dialect, Schema.SERVICE, Tier.MINUTE);
    all.add(metrics.create());
    all.add(metrics.addMeasure("calls"));
    all.add(metrics.put());
    all.add(metrics.range(false));
    all.add(metrics.ofOwner(true));
    all.add(metrics.ofEntity(true));
    CatalogSql catalog = new CatalogSql(dialect);
    all.addAll(catalog.create());
    all.addAll(List.of(catalog.put(), catalog.seen(), catalog.get(), catalog.list(true)));
    all.addAll(List.of(catalog.list(false), catalog.delete(), catalog.expire()));
    return all;
  }
}
