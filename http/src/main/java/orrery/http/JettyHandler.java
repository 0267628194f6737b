// SPDX-License-Identifier: Apache-2.0
package orrery.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.HttpAnswer;

/** Joins Jetty to {@link HttpHandler}: everything that knows about both is here. */
final class JettyHandler extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger("http");

  private final HttpHandler handler;
  private final Bodies bodies;

  JettyHandler(HttpHandler handler, Bodies bodies) {
    this.handler = handler;
    this.bodies = bodies;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    HttpReply reply;
    boolean keepConnection = true;
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    try (Bodies.Held body =
        bodies.read(Content.Source.asInputStream(request), request.getLength(), encoding)) {
      reply = answer(request, body.bytes());
    } catch (Bodies.Refused e) {
      reply = HttpReply.of(ErrorAnswers.of(e.status, String.valueOf(e.getMessage())));
      keepConnection = false; // what is left of the body is not worth reading
    }
    write(request, response, callback, new Outcome(reply, keepConnection));
    return true;
  }

  private record Outcome(HttpReply reply, boolean keepConnection) {}

  @SuppressWarnings("IllegalCatch") // the last line of defence: a bug must not cost the connection
  private HttpReply answer(Request request, byte[] body) {
    String path = Request.getPathInContext(request);
    try {
      return handler.answer(
          new HttpRequest(request.getMethod(), path, request.getHeaders()::get, body));
    } catch (Fault fault) {
      return HttpReply.of(ErrorAnswers.of(fault));
    } catch (RuntimeException e) {
      log.error("Request {} {} met a bug", request.getMethod(), path, e);
      return HttpReply.of(ErrorAnswers.of(500, "Internal error; the log has details."));
    }
  }

  private static void write(
      Request request, Response response, Callback callback, Outcome outcome) {
    HttpAnswer answer = outcome.reply().answer();
    byte[] bytes = answer.body();
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    byte @Nullable [] compressed =
        outcome.reply().headers().containsKey("Content-Encoding")
            ? null
            : Bodies.gzip(bytes, answer.contentType(), accepted);
    response.setStatus(answer.status());
    if (!answer.contentType().isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    }
    outcome.reply().headers().forEach((name, value) -> response.getHeaders().put(name, value));
    if (compressed != null) {
      response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
      response.getHeaders().add(HttpHeader.VARY, "Accept-Encoding");
      bytes = compressed;
    }
    if (!outcome.keepConnection()) {
      response.getHeaders().put(new HttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE));
    }
    if (answer.status() != HttpStatus.NO_CONTENT_204) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    }
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  /** What Jetty refuses by itself (bytes that are not HTTP, headers too large), in our words. */
  static final class Errors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      int status = response.getStatus() < 400 ? 500 : response.getStatus();
      HttpReply reply =
          HttpReply.of(ErrorAnswers.of(status, String.valueOf(HttpStatus.getMessage(status))));
      response.reset();
      write(request, response, callback, new Outcome(reply, false));
      return true;
    }
  }
}
