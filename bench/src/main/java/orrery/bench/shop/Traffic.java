// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;

/** Visitors come, and what they cause is reported, until told to stop. */
public final class Traffic {
  private static final int STATUS_SECONDS = 10;
  private static final int JVM_SECONDS = 5;
  private static final int HEARTBEAT_SECONDS = 20;
  private static final int PROPERTIES_SECONDS = 200;

  private final Model model = SampleShop.model();
  private final List<SampleShop.Journey> journeys = SampleShop.journeys();
  private final Random random = new Random();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Plan plan;
  private final PrintStream out;
  private boolean incident;
  private String trouble = "";

  /**
   * @param rate traces a second at the day's peak
   * @param seconds how long, 0 for until told to stop
   */
  public record Plan(String host, int port, double rate, int seconds, ZoneId zone) {}

  public Traffic(Plan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  /** Ends {@link #run} soon; any thread may call. */
  public void stop() {
    stop.countDown();
  }

  /** Runs until told to stop. */
  public void run() throws InterruptedException {
    Instant start = Instant.now();
    try (Uplink uplink = new Uplink(plan.host(), plan.port())) {
      Agents agents = new Agents(model, uplink, random);
      long traces = 0;
      double owed = 0;
      for (int second = 0; plan.seconds() == 0 || second < plan.seconds(); second++) {
        Instant now = Instant.now();
        double share = Conditions.share(LocalTime.ofInstant(now, plan.zone()));
        Conditions conditions = Conditions.at(Duration.between(start, now));
        owed += plan.rate() * share;
        List<SegmentObject> segments = new ArrayList<>();
        for (; owed >= 1; owed--) {
          segments.addAll(visit(conditions, now.toEpochMilli() - random.nextInt(1000)));
          traces++;
        }
        uplink.segments(segments);
        report(agents, second, now, share);
        tell(conditions, uplink);
        if (second % STATUS_SECONDS == 0) {
          status(uplink, traces, segments.size());
        }
        long until = start.plusSeconds(second + 1L).toEpochMilli() - System.currentTimeMillis();
        if (stop.await(Math.max(1, until), TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
  }

  private List<SegmentObject> visit(Conditions conditions, long endMillis) {
    int ticket = random.nextInt(journeys.stream().mapToInt(SampleShop.Journey::weight).sum());
    int index = 0;
    while (ticket >= journeys.get(index).weight()) {
      ticket -= journeys.get(index).weight();
      index++;
    }
    return new Simulation(model, conditions, random)
        .run(SampleShop.GATEWAY, journeys.get(index).endpoint(), endMillis);
  }

  private void report(Agents agents, int second, Instant now, double share) {
    agents.sample(now.toEpochMilli(), share);
    if (second % JVM_SECONDS == 0) {
      agents.sendSamples();
    }
    // After trouble everybody says again who they are, in case the server has forgotten.
    if (second % PROPERTIES_SECONDS == 0) {
      agents.properties();
    } else if (second % HEARTBEAT_SECONDS == 0) {
      agents.keepAlive();
    }
  }

  private void tell(Conditions conditions, Uplink uplink) {
    if (incident != conditions.incident()) {
      incident = conditions.incident();
      out.println(
          incident
              ? "shop: the card provider is slow and fails; watch money::payment and shop::checkout"
              : "shop: the card provider is well again");
    }
    if (!trouble.equals(uplink.trouble())) {
      trouble = uplink.trouble();
      out.println(
          trouble.isEmpty()
              ? "shop: the server answers again"
              : "shop: %s to %s:%d; trying on, segments are dropped meanwhile"
                  .formatted(trouble, plan.host(), plan.port()));
    }
  }

  private void status(Uplink uplink, long traces, int lastSecond) {
    out.printf(
        "shop: %,d visits, %d segments/s, %,d segments acknowledged, %,d dropped%s%n",
        traces, lastSecond, uplink.acked(), uplink.dropped(), incident ? " (incident)" : "");
  }
}
