// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import orrery.model.Fault;

/**
 * Talks to Kubernetes' API server as the pod's service account. Each request has a deadline, which
 * covers the way from the connection to the whole answer; HTTP/1.1, because a request that ran out
 * of time then takes its connection with it, and the next one gets a fresh one. Thread-safe.
 *
 * <p>All methods throw {@link Fault.Invalid} where the API server refuses (trying again is no use
 * until somebody changes something; the message says what), and {@link Fault.Unavailable} where it
 * cannot be reached or has trouble of its own.
 */
final class ApiServer implements AutoCloseable {
  private final URI base;
  private final ServiceAccount account;
  private final Duration requestLimit;

  /**
   * @param base such as {@code https://10.96.0.1:443}
   * @param requestLimit how long one request may take
   */
  ApiServer(URI base, ServiceAccount account, Duration requestLimit) {
    this.base = base;
    this.account = account;
    this.requestLimit = requestLimit;
  }

  /**
   * A request.
   *
   * @param verb as roles spell it ({@code list}), for messages
   * @param method of HTTP
   * @param body JSON, blank for none
   */
  record Ask(String verb, Resource resource, String method, String pathAndQuery, String body) {}

  /** An answer: 200 and above, as far as the caller has to decide what it means. */
  record Answer(int status, String body) {}

  /** Answers are 2xx, 404, 409 or 410; everything else is a fault. */
  Answer send(Ask ask) {
    HttpResponse<String> response =
        exchange(ask, requestLimit, BodyHandlers.ofString(StandardCharsets.UTF_8));
    return judged(ask, response.statusCode(), response.body());
  }

  /**
   * Follows a watch until it ends or {@code most} is over.
   *
   * @param opened told when the watch is established
   * @param lines given each line
   * @return how it began: 200, else as {@link #send}
   */
  Answer watch(Ask ask, Duration most, Runnable opened, Consumer<String> lines) {
    HttpResponse<InputStream> response = exchange(ask, requestLimit, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        String text = new String(body.readNBytes(64 * 1024), StandardCharsets.UTF_8);
        return judged(ask, response.statusCode(), text);
      }
      opened.run();
      follow(body, most, lines);
      return new Answer(200, "");
    } catch (IOException e) {
      throw new Fault.Unavailable("the watch of " + ask.resource().plural() + " broke: " + e, e);
    }
  }

  private static void follow(InputStream body, Duration most, Consumer<String> lines)
      throws IOException {
    // A peer that vanished without a word would be waited for for ever.
    Thread limit = Thread.ofVirtual().name("watch-limit").start(() -> closeAfter(body, most));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } finally {
      limit.interrupt();
    }
  }

  private static void closeAfter(InputStream body, Duration most) {
    try {
      Thread.sleep(most);
      body.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is closed, which is all that is wanted.
    }
  }

  private <T> HttpResponse<T> exchange(Ask ask, Duration limit, BodyHandler<T> handler) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(ask.pathAndQuery()))
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + account.token());
    if (ask.body().isEmpty()) {
      request.method(ask.method(), BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(ask.method(), BodyPublishers.ofString(ask.body()));
    }
    HttpClient client = account.client(ApiServer::builder);
    CompletableFuture<HttpResponse<T>> response = client.sendAsync(request.build(), handler);
    try {
      return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new Fault.Unavailable(base + " did not answer within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SSLException) {
        account.renew(); // the CA may have changed
      }
      throw new Fault.Unavailable(base + " cannot be reached: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("stopping", e);
    }
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER);
  }

  private static Answer judged(Ask ask, int status, String body) {
    return switch (status) {
      case 200, 201, 404, 409, 410 -> new Answer(status, body);
      case 401 -> throw new Fault.Invalid(Advice.unknownAccount());
      case 403 -> throw new Fault.Invalid(Advice.forbidden(ask, body));
      default ->
          throw new Fault.Unavailable(
              "the API server answered "
                  + status
                  + " to "
                  + ask.verb()
                  + ' '
                  + ask.resource().plural()
                  + ": "
                  + Advice.said(body));
    };
  }

  @Override
  public void close() {
    account.close();
  }
}
