// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

/**
 * The gRPC server. One event loop per core reads, decodes and hands over, with no thread hop in
 * between (ADR 2).
 */
final class GrpcPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcPort.class);

  /**
   * Unread bytes one stream may have on us while it is held back; gRPC bounds streams, not
   * connections. 800 KB/s a stream at 20 ms round trip.
   */
  private static final int WINDOW_BYTES = 16 * 1024;

  /**
   * Largest read from a socket. What a client held back has not been read of pins the whole buffer
   * it came in, so with many clients held back large buffers would exhaust direct memory.
   */
  private static final int READ_BYTES = 16 * 1024;

  private static final int CALLS_PER_CONNECTION = 200;

  private final ReceiveSettings settings;
  private final OpenCalls open = new OpenCalls();
  private final EventLoopGroup acceptor;
  private final EventLoopGroup workers;
  private final Server server;
  private volatile int port;
  private volatile boolean serving = true;

  GrpcPort(ReceiveSettings settings, Reports reports, Telemetry telemetry) {
    this.settings = settings;
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handler = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerChannel> channel =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    acceptor = new MultiThreadIoEventLoopGroup(1, threads("grpc-accept"), handler);
    workers =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(), threads("grpc"), handler);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()))
            .channelType(channel)
            .bossEventLoopGroup(acceptor)
            .workerEventLoopGroup(workers)
            .directExecutor()
            .maxInboundMessageSize(settings.maxMessageBytes())
            .flowControlWindow(WINDOW_BYTES)
            .withChildOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(1024, READ_BYTES, READ_BYTES))
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .keepAliveTime(60, TimeUnit.SECONDS)
            .keepAliveTimeout(20, TimeUnit.SECONDS)
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxConnectionIdle(15, TimeUnit.MINUTES);
    if (!settings.authentication().isBlank()) {
      builder.intercept(new Authentication(settings.authentication()));
    }
    services(Routes.of(settings, reports, telemetry, () -> serving), reports)
        .forEach(builder::addService);
    server = builder.build();
    telemetry.gauge(SelfMetric.ORRERY_PAUSED_CLIENTS, open::paused);
  }

  /**
   * @throws Fault.Unavailable when the port is taken
   */
  void start() {
    try {
      server.start();
      port = server.getPort();
    } catch (IOException e) {
      close();
      throw new Fault.Unavailable(
          "cannot listen on "
              + settings.host()
              + ':'
              + settings.port()
              + " (SW_CORE_GRPC_HOST, SW_CORE_GRPC_PORT): "
              + e.getMessage(),
          e);
    }
    LOG.info("Agents report to gRPC on {}:{}", settings.host(), port);
  }

  /** The port in use; 0 before the start. */
  int port() {
    return port;
  }

  void turnAway() {
    serving = false;
  }

  /**
   * Takes no new calls, lets open ones come to their end for a while and answers the rest.
   *
   * @return whether all are answered; after {@code most} at the latest
   */
  boolean drain(Duration most) {
    turnAway();
    long endNanos = System.nanoTime() + most.toNanos();
    Duration half = most.dividedBy(2);
    Duration goOn = Duration.ofSeconds(settings.drainSeconds());
    server.shutdown();
    if (awaitAnswers(goOn.compareTo(half) < 0 ? goOn : half)) {
      return true;
    }
    open.finishAll();
    boolean answered = awaitAnswers(Duration.ofNanos(endNanos - System.nanoTime()));
    if (!answered) {
      LOG.warn("{} calls wait for an answer: the store does not keep up", open.size());
    }
    return answered;
  }

  boolean awaitAnswers(Duration most) {
    try {
      return open.awaitNone(most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return open.size() == 0;
    }
  }

  OpenCalls open() {
    return open;
  }

  @Override
  public void close() {
    server.shutdownNow();
    var _ = acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    var _ = workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private List<ServerServiceDefinition> services(List<Route> routes, Reports reports) {
    Map<String, ServerServiceDefinition.Builder> services = new LinkedHashMap<>();
    for (Route route : routes) {
      services
          .computeIfAbsent(route.service(), ServerServiceDefinition::builder)
          .addMethod(
              route.descriptor(), (call, _) -> new ReportCall(call, route, reports, open).start());
    }
    List<ServerServiceDefinition> definitions = new ArrayList<>();
    services.values().forEach(service -> definitions.add(service.build()));
    return definitions;
  }

  private static DefaultThreadFactory threads(String name) {
    return new DefaultThreadFactory(name, true);
  }
}
