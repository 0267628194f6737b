// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

/**
 * How much to send, where, and how.
 *
 * @param rate segments a second; 0 for as many as the server takes
 * @param seconds how long, at most; 0 for no such bound
 * @param segments how many, at least (the last trace is completed); 0 for no such bound
 * @param connections how many connections the instances are spread over
 * @param streams un-acknowledged streams on one connection, at most
 * @param segmentsPerStream a stream ends after this many segments
 * @param streamMillis a stream ends at this age
 * @param startMillis time of the first trace; 0 for now
 * @param virtualRate segments a second of trace time, to fill an hour in a minute; 0 for real time
 * @param ackSeconds how long to wait for the last answers
 */
public record LoadPlan(
    String host,
    int port,
    Landscape landscape,
    int rate,
    int seconds,
    long segments,
    int connections,
    int streams,
    int segmentsPerStream,
    int streamMillis,
    long seed,
    long startMillis,
    int virtualRate,
    int ackSeconds) {
  private static final Landscape USUAL = new Landscape(20, 3, 50);

  public LoadPlan {
    if (rate < 0 || seconds < 0 || segments < 0 || virtualRate < 0) {
      throw new IllegalArgumentException("a rate, a time or a number of segments is below 0");
    }
    if (seconds == 0 && segments == 0) {
      throw new IllegalArgumentException("say for how many seconds or how many segments");
    }
    if (connections < 1 || streams < 1 || segmentsPerStream < 1 || streamMillis < 1) {
      throw new IllegalArgumentException(
          "connections, streams, segments per stream and a stream's age start at 1");
    }
  }

  /** The usual plan: the usual landscape, in real time, streams as agents have them. */
  public static LoadPlan of(String host, int port, int rate, int seconds) {
    return new LoadPlan(host, port, USUAL, rate, seconds, 0, 8, 64, 200, 1000, 1, 0, 0, 60);
  }

  /** Fills a stretch of the past, as fast as the server takes it. */
  public static LoadPlan past(String host, int port, Stretch past) {
    return new LoadPlan(
        host,
        port,
        USUAL,
        0,
        0,
        past.seconds * past.rate,
        8,
        64,
        200,
        1000,
        1,
        past.startMillis,
        past.rate,
        60);
  }

  /** A time in the past in which so many segments a second were sent. */
  public record Stretch(long startMillis, long seconds, int rate) {}
}
