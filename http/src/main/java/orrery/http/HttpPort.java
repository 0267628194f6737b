// SPDX-License-Identifier: Apache-2.0
package orrery.http;

import java.io.IOException;
import java.util.concurrent.Executors;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import orrery.model.Fault;

/** One listening HTTP/1.1 port. Requests are answered on virtual threads. */
public final class HttpPort implements AutoCloseable {
  private static final int IDLE_TIMEOUT_MILLIS = 60_000;
  private static final int FINISH_TIMEOUT_MILLIS = 5_000;
  private static final int SHUTDOWN_IDLE_MILLIS = 100;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_HELD_BYTES = 64 * 1024 * 1024;
  private static final int MAX_POOLED_BYTES = 4 * 1024 * 1024;

  private final Options options;
  private final Server server;
  private final ServerConnector connector;

  /**
   * @param name for threads and messages, such as {@code http}
   * @param host address to bind, {@code 0.0.0.0} for all
   * @param port 0 lets the system choose
   * @param portSetting the setting to change when the port is taken
   */
  public record Options(String name, String host, int port, String portSetting, int maxBodyBytes) {}

  public HttpPort(Options options, HttpHandler handler) {
    this.options = options;
    // The pool only runs the selector and short I/O tasks; whatever may block runs on a virtual
    // thread, so a handful of platform threads is enough for any number of clients.
    QueuedThreadPool threads = new QueuedThreadPool(8, 2, 10_000);
    threads.setName(options.name());
    threads.setReservedThreads(0);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(options.name() + "-", 0).factory()));
    this.server =
        new Server(
            threads,
            new ScheduledExecutorScheduler(options.name() + "-timer", true),
            new ArrayByteBufferPool(0, -1, -1, 64, MAX_POOLED_BYTES, MAX_POOLED_BYTES));
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setUseInputDirectByteBuffers(false);
    configuration.setUseOutputDirectByteBuffers(false);
    this.connector =
        new ServerConnector(
            server, null, null, null, 0, 1, new HttpConnectionFactory(configuration));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    server.addConnector(connector);
    server.setErrorHandler(new JettyHandler.Errors());
    server.setStopTimeout(FINISH_TIMEOUT_MILLIS);
    server.setHandler(
        new GracefulHandler(
            new JettyHandler(handler, new Bodies(options.maxBodyBytes(), MAX_HELD_BYTES))));
  }

  /**
   * Binds and serves.
   *
   * @throws Fault.Unavailable when the port cannot be had; the message says which setting moves it
   */
  @SuppressWarnings("IllegalCatch") // Jetty declares Exception
  public void start() {
    try {
      connector.open();
    } catch (IOException e) {
      throw new Fault.Unavailable(
          options.host()
              + ":"
              + options.port()
              + " cannot be listened on ("
              + rootMessage(e)
              + "). Is another process using it? Set "
              + options.portSetting()
              + " to a free port.",
          e);
    }
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new Fault.Unavailable(options.name() + " server did not start: " + e.getMessage(), e);
    }
  }

  /** The port in use; differs from the one asked for when that was 0. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Lets requests under way finish (a few seconds at most), then stops. Idempotent. */
  @Override
  @SuppressWarnings("IllegalCatch") // Jetty declares Exception
  public void close() {
    connector.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new Fault.Unavailable(options.name() + " server did not stop: " + e.getMessage(), e);
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
