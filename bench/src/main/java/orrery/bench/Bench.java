// SPDX-License-Identifier: Apache-2.0
package orrery.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import orrery.bench.measure.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code make bench} runs: sink and Orrery, side by side, at each rate. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Loads the sink and a fresh Orrery at each rate and prints what they cost, as Markdown.",
      "Quick by default (a minute and a half); --full takes a quarter of an hour."
    })
public final class Bench implements Runnable {
  @Option(
      names = "--orrery",
      defaultValue = "dist/orrery/bin/orrery",
      description = "default: ${DEFAULT-VALUE}")
  private Path orrery = Path.of("");

  @Option(
      names = "--work",
      defaultValue = "bench/target/bench",
      description = "where data, logs and the table go; default: ${DEFAULT-VALUE}")
  private Path work = Path.of("");

  @Option(
      names = "--rates",
      split = ",",
      defaultValue = "500,1000,0",
      description = "segments a second, 0 for all it takes; default: ${DEFAULT-VALUE}")
  private List<Integer> rates = List.of();

  @Option(
      names = "--storage",
      defaultValue = "sqlite",
      description = {
        "where Orrery keeps its data: sqlite, h2, or a fresh server on the same cores:",
        "mariadb, postgresql, influxdb, elasticsearch-7.17.29; default: ${DEFAULT-VALUE}"
      })
  private String storage = "";

  @Option(names = "--full", description = "a minute a rate, five minutes at saturation")
  private boolean full;

  @Option(names = "--seconds", description = "at each rate, instead of what the mode takes")
  private int seconds;

  @Option(names = "--mix", description = "time the query mix over an hour of data, too")
  private boolean mix;

  public static void main(String[] args) {
    Program.run(new Bench(), args);
  }

  @Override
  public void run() {
    try {
      Files.createDirectories(work);
      Runs.Times mode = full ? Runs.Times.FULL : Runs.Times.QUICK;
      Runs.Times times = seconds > 0 ? mode.withSeconds(seconds) : mode;
      Runs runs = new Runs(orrery, storage, work, times, System.out);
      String table = runs.table(rates);
      if (mix || full) {
        table += "\nQuery mix over an hour of data at 200 segments a second. " + runs.mix();
      }
      Files.writeString(work.resolve("results.md"), table);
      System.out.println();
      System.out.println(table);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + work, e);
    }
  }
}
