// SPDX-License-Identifier: Apache-2.0
package orrery.bench;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A server that receives segments, parses them and acknowledges: what any server must pay. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = "Receives and parses segments, does nothing with them: the floor.")
public final class Sink implements Runnable {
  @Option(
      names = "--port",
      defaultValue = "21800",
      description = "Port to listen on (default: ${DEFAULT-VALUE}).")
  private int port;

  private final LongAdder segments = new LongAdder();

  public static void main(String[] args) {
    Program.run(new Sink(), args);
  }

  @Override
  public void run() {
    Server server = start(port);
    Runtime.getRuntime().addShutdownHook(new Thread(this::printCost));
    System.out.println("sink listens on " + server.getPort());
    try {
      server.awaitTermination();
    } catch (InterruptedException e) {
      server.shutdownNow();
    }
  }

  /** Starts listening; 0 takes any free port. */
  Server start(int listenPort) {
    try {
      return NettyServerBuilder.forPort(listenPort)
          .directExecutor()
          .addService(new Service())
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + listenPort, e);
    }
  }

  /** Segments received so far. */
  long segments() {
    return segments.sum();
  }

  private void printCost() {
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    System.out.printf(
        "sink: %,d segments, %.2f CPU s, %.4f CPU s per 1,000%n",
        segments.sum(),
        cpu.toMillis() / 1e3,
        cpu.toMillis() / Math.max(1.0, segments.doubleValue()));
  }

  private final class Service
      extends TraceSegmentReportServiceGrpc.TraceSegmentReportServiceImplBase {
    @Override
    public StreamObserver<SegmentObject> collect(StreamObserver<Commands> answers) {
      return new StreamObserver<>() {
        @Override
        public void onNext(SegmentObject segment) {
          segments.increment();
        }

        @Override
        public void onError(Throwable cause) {
          // The client went away; what it sent has been counted.
        }

        @Override
        public void onCompleted() {
          answers.onNext(Commands.getDefaultInstance());
          answers.onCompleted();
        }
      };
    }
  }
}
