// SPDX-License-Identifier: Apache-2.0
package orrery.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import orrery.bench.check.Freshness;
import orrery.bench.check.GraphQl;
import orrery.bench.check.Verification;
import orrery.bench.load.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Whether the server tells what it acknowledged: metrics exactly, traces completely, and soon. */
@Command(
    name = "completeness",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks the server for everything a load run says was acknowledged.",
      "Exits with 1 when something is missing or too much."
    })
public final class Completeness implements Callable<Integer> {
  @Option(names = "--report", description = "the load generator's JSON account")
  private @Nullable Path report;

  @Option(
      names = "--graphql",
      defaultValue = "http://127.0.0.1:12800/graphql",
      description = "default: ${DEFAULT-VALUE}")
  private URI graphql = URI.create("");

  @Option(
      names = "--wait",
      defaultValue = "30",
      description = "seconds to wait for completeness; default: ${DEFAULT-VALUE}")
  private int waitSeconds;

  @Option(
      names = "--markers",
      defaultValue = "0",
      description = "send that many marker segments, one a second, and time until each is visible")
  private int markers;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "where markers go")
  private String host = "";

  @Option(names = "--port", defaultValue = "11800", description = "default: ${DEFAULT-VALUE}")
  private int port;

  public static void main(String[] args) {
    Program.run(new Completeness(), args);
  }

  @Override
  public Integer call() {
    boolean complete = true;
    try (GraphQl server = new GraphQl(graphql)) {
      if (report != null) {
        Report account = JsonMapper.shared().readValue(report, Report.class);
        Verification.Result result =
            new Verification(server, account).await(Duration.ofSeconds(waitSeconds));
        System.out.println(result.summary());
        complete = result.complete();
      }
      if (markers > 0) {
        try (Freshness freshness = new Freshness(server, host, port)) {
          System.out.println(Freshness.summary(freshness.measure(markers)));
        }
      }
    }
    return complete ? 0 : 1;
  }
}
