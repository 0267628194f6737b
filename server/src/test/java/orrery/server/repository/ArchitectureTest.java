// SPDX-License-Identifier: Apache-2.0
package orrery.server.repository;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the import table of ADR 0001. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("orrery");

  /** Who may import whom. {@code server} may import all, and nobody may import it. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("orrery.model", Set.of()),
              Map.entry("orrery.http", Set.of("orrery.model")),
              Map.entry("orrery.receive", Set.of("orrery.model")),
              Map.entry("orrery.store", Set.of("orrery.model")),
              Map.entry("orrery.aggregate", Set.of("orrery.model", "orrery.store")),
              Map.entry(
                  "orrery.analyze", Set.of("orrery.model", "orrery.store", "orrery.aggregate")),
              Map.entry("orrery.cluster", Set.of("orrery.model")),
              Map.entry("orrery.store.jdbc", Set.of("orrery.model", "orrery.store")),
              Map.entry("orrery.store.influxdb", Set.of("orrery.model", "orrery.store")),
              Map.entry("orrery.store.elasticsearch", Set.of("orrery.model", "orrery.store")),
              Map.entry("orrery.query", Set.of("orrery.model", "orrery.store")),
              Map.entry("orrery.ui", Set.of("orrery.model", "orrery.http"))));

  /** Third-party packages, and the rooms that own them. */
  private static final Map<List<String>, List<String>> OWNERS =
      Map.of(
          List.of("java.sql..", "javax.sql..", "com.zaxxer..", "org.h2..", "org.sqlite.."),
          List.of("orrery.store.jdbc.."),
          List.of("com.github.luben.."),
          List.of("orrery.store.jdbc..", "orrery.store.elasticsearch.."),
          List.of("graphql.."),
          List.of("orrery.query.."),
          List.of("tools.jackson..", "com.fasterxml.."),
          List.of(
              "orrery.query..",
              "orrery.cluster..",
              "orrery.store.elasticsearch..",
              "orrery.store.influxdb.."),
          List.of("io.grpc..", "com.google.protobuf..", "org.apache.skywalking.."),
          List.of("orrery.receive.."),
          List.of("org.eclipse.jetty.."),
          List.of("orrery.http.."),
          List.of("picocli..", "org.snakeyaml..", "ch.qos.logback.."),
          List.of("orrery.server.."));

  private static DescribedPredicate<JavaClass> inRoom(String room) {
    DescribedPredicate<JavaClass> inside = resideInAPackage(room + "..");
    for (String other : MAY_IMPORT.keySet()) {
      if (other.startsWith(room + ".")) {
        inside = inside.and(DescribedPredicate.not(resideInAPackage(other + "..")));
      }
    }
    return inside.as("in " + room);
  }

  @Test
  void everyRoomIsOnTheClassPath() {
    for (String room : MAY_IMPORT.keySet()) {
      assertThat(CLASSES.that(inRoom(room))).as(room).isNotEmpty();
    }
  }

  @Test
  void roomsImportOnlyWhatTheTableAllows() {
    MAY_IMPORT.forEach((room, allowed) -> {
      DescribedPredicate<JavaClass> forbidden =
          resideInAPackage("orrery..")
              .and(
                  DescribedPredicate.not(
                      resideInAnyPackage(room + "..", "org.apache.skywalking..")));
      for (String other : allowed) {
        forbidden = forbidden.and(DescribedPredicate.not(inRoom(other)));
      }
      noClasses()
          .that(inRoom(room))
          .should()
          .dependOnClassesThat(forbidden)
          .because("of the import table in docs/adr/0001")
          .check(CLASSES);
    });
  }

  @Test
  void thereAreNoPackageCycles() {
    slices().matching("orrery.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void thirdPartyPackagesStayInTheRoomThatOwnsThem() {
    OWNERS.forEach((packages, owners) ->
        noClasses()
            .that()
            .resideInAPackage("orrery..")
            .and()
            .resideOutsideOfPackages(owners.toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages.toArray(String[]::new))
            .because(owners + " owns it")
            .check(CLASSES));
  }

  @Test
  void onlyTheServerAsksTheSystem() {
    noClasses()
        .that()
        .resideInAPackage("orrery..")
        .and()
        .resideOutsideOfPackage("orrery.server..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .dependOnClassesThat(
            describe("are system clocks", type -> type.isEquivalentTo(Clock.class)))
        .because("time and settings come in from server, so that tests can pass them")
        .check(CLASSES);
  }
}
