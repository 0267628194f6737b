// SPDX-License-Identifier: Apache-2.0
package orrery.bench;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import orrery.bench.check.GraphQl;
import orrery.bench.check.Mix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times the queries a person at a dashboard causes. */
@Command(
    name = "query-mix",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Times service list, trace searches, a trace, the topology and percentiles.")
public final class QueryMix implements Runnable {
  @Option(
      names = "--graphql",
      defaultValue = "http://127.0.0.1:12800/graphql",
      description = "default: ${DEFAULT-VALUE}")
  private URI graphql = URI.create("");

  @Option(names = "--rounds", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--minutes", defaultValue = "60", description = "how far queries look back")
  private int minutes;

  @Option(names = "--end", description = "the last minute looked at; default: now")
  private @Nullable Instant end;

  public static void main(String[] args) {
    Program.run(new QueryMix(), args);
  }

  @Override
  public void run() {
    Instant to = end == null ? Instant.now() : end;
    try (GraphQl server = new GraphQl(graphql)) {
      Mix mix = new Mix(server, to.minus(Duration.ofMinutes(minutes)), to);
      System.out.print(Mix.table(mix.run(rounds)));
    }
  }
}
