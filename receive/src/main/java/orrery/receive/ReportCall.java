// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;

/**
 * One call of an agent, from its first byte to our answer. Messages come on the connection's event
 * loop and are decoded there. The rules: while the pipeline has no room nothing more is read from
 * this client (HTTP/2 then holds it back); once the client has sent all, it is answered when the
 * pipeline says that what it sent is safe.
 */
final class ReportCall extends ServerCall.Listener<InputStream> {
  /** Messages asked for at a time: what may still come from one client when room runs out. */
  static final int BATCH = 16;

  private static final Logger LOG = LoggerFactory.getLogger(ReportCall.class);

  private final ServerCall<InputStream, byte[]> call;
  private final Route route;
  private final Consumer<byte[]> taker;
  private final Reports reports;
  private final OpenCalls open;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean paused = new AtomicBoolean();

  // Touched by the event loop; after a pause set before request() hands over to it.
  private int requested;
  private boolean empty = true;
  private volatile boolean halfClosed;

  ReportCall(ServerCall<InputStream, byte[]> call, Route route, Reports reports, OpenCalls open) {
    this.call = call;
    this.route = route;
    this.taker = route.taker().get();
    this.reports = reports;
    this.open = open;
  }

  /** Starts to read. */
  ReportCall start() {
    open.add(this);
    more();
    return this;
  }

  @Override
  public void onMessage(InputStream message) {
    if (answered.get() || !taken(message)) {
      return;
    }
    if (empty && route.kind() == MethodType.BIDI_STREAMING) {
      call.sendHeaders(new Metadata());
      call.sendMessage(route.answer().get());
    }
    empty = false;
    if (--requested == 0) {
      more();
    }
  }

  @Override
  public void onHalfClose() {
    halfClosed = true;
    if (empty && route.kind() == MethodType.UNARY) {
      fail(new Fault.Invalid("the call carried no request"));
    } else if (route.kept()) {
      then(reports.intake().safe(), this::answer);
    } else {
      answer(null);
    }
  }

  @Override
  public void onCancel() {
    forget();
  }

  @Override
  public void onComplete() {
    forget();
  }

  /**
   * Answers a client that goes on sending while we stop. Not with OK: that would also acknowledge
   * what is on its way and will not be read. What was read is stored all the same.
   */
  void finish() {
    if (halfClosed) {
      return; // the answer is on its way
    }
    then(
        reports.intake().safe(),
        thrown ->
            fail(
                thrown != null
                    ? thrown
                    : new Fault.Unavailable("the server is stopping; send to another one")));
  }

  private boolean taken(InputStream message) {
    try {
      taker.accept(MessageStream.read(message));
      return true;
    } catch (Fault.Invalid fault) {
      reports.refuse(fault);
      fail(fault);
    } catch (RuntimeException e) {
      fail(e);
    }
    return false;
  }

  private void more() {
    if (!route.kept()) {
      request();
      return;
    }
    CompletableFuture<Void> room = reports.intake().room();
    if (room.isDone() && !room.isCompletedExceptionally()) {
      request();
      return;
    }
    paused.set(true);
    open.pause();
    then(
        room,
        thrown -> {
          unpause();
          if (thrown != null) {
            fail(thrown);
          } else if (!answered.get()) {
            request();
          }
        });
  }

  private void request() {
    requested = BATCH;
    call.request(BATCH);
  }

  private void answer(@Nullable Throwable thrown) {
    if (thrown != null) {
      fail(thrown);
    } else if (answered.compareAndSet(false, true)) {
      if (empty || route.kind() != MethodType.BIDI_STREAMING) {
        call.sendHeaders(new Metadata());
        call.sendMessage(route.answer().get());
      }
      call.close(Status.OK, new Metadata());
      forget();
    }
  }

  private void fail(Throwable thrown) {
    if (answered.compareAndSet(false, true)) {
      Throwable cause = Faults.cause(thrown);
      if (!(cause instanceof Fault)) {
        LOG.error("A bug: {}/{} failed", route.service(), route.method(), cause);
      }
      call.close(Faults.grpc(cause), new Metadata());
      forget();
    }
  }

  private void forget() {
    answered.set(true);
    unpause();
    open.remove(this);
  }

  /** Goes on where the future completes; nobody would see what is thrown there. */
  private static void then(CompletableFuture<Void> future, Consumer<@Nullable Throwable> next) {
    var _ =
        future.whenComplete((_, thrown) -> {
          try {
            next.accept(thrown);
          } catch (RuntimeException e) {
            LOG.error("A bug: a call could not be answered", e);
          }
        });
  }

  private void unpause() {
    if (paused.compareAndSet(true, false)) {
      open.resume();
    }
  }
}
