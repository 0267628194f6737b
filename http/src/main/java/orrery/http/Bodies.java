// SPDX-License-Identifier: Apache-2.0
package orrery.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies within two bounds: bytes of one body, and bytes of all bodies held at once.
 * A client that comes when the second is used up waits for a while and is then told to come later.
 */
final class Bodies {
  private static final int STEP_BYTES = 64 * 1024;
  private static final int WAIT_SECONDS = 10;
  private static final int WORTH_COMPRESSING_BYTES = 1024;

  private final int maxBodyBytes;
  private final Semaphore steps;

  Bodies(int maxBodyBytes, int maxHeldBytes) {
    this.maxBodyBytes = maxBodyBytes;
    this.steps = new Semaphore(Math.max(maxBodyBytes, maxHeldBytes) / STEP_BYTES + 1);
  }

  /** A body, and the room it takes up until closed. */
  record Held(byte[] bytes, int stepsHeld, Semaphore steps) implements AutoCloseable {
    @Override
    public void close() {
      steps.release(stepsHeld);
    }
  }

  /** A request that is refused before any handler sees it. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int status;

    Refused(int status, String sentence) {
      super(sentence);
      this.status = status;
    }
  }

  /**
   * @param declaredBytes the Content-Length, or -1
   * @throws Refused with 413, 415, 400 or 503
   * @throws IOException when the connection breaks
   */
  Held read(InputStream body, long declaredBytes, @Nullable String encoding) throws IOException {
    if (declaredBytes > maxBodyBytes) {
      throw tooLarge();
    }
    int held = 0;
    boolean complete = false;
    try (InputStream in = decoded(body, encoding)) {
      ByteArrayOutputStream collected = new ByteArrayOutputStream((int) Math.max(declaredBytes, 0));
      byte[] step = new byte[declaredBytes >= 0 ? (int) Math.min(declaredBytes + 1, 8192) : 8192];
      int read;
      while ((read = in.read(step)) >= 0) {
        if (collected.size() + read > maxBodyBytes) {
          throw tooLarge();
        }
        while ((long) held * STEP_BYTES < collected.size() + read) {
          hold();
          held++;
        }
        collected.write(step, 0, read);
      }
      complete = true;
      return new Held(collected.toByteArray(), held, steps);
    } catch (ZipException e) {
      Refused refused = new Refused(400, "The body is not valid gzip.");
      refused.initCause(e);
      throw refused;
    } finally {
      if (!complete) {
        steps.release(held);
      }
    }
  }

  /** The bytes compressed when the client takes gzip and it is worth the while, else null. */
  static byte @Nullable [] gzip(byte[] bytes, String contentType, @Nullable String accepted) {
    boolean text = contentType.contains("json") || contentType.startsWith("text/");
    if (bytes.length < WORTH_COMPRESSING_BYTES || !text || !HttpRequest.names(accepted, "gzip")) {
      return null;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return compressed.toByteArray();
  }

  private void hold() {
    try {
      if (!steps.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new Refused(503, "Too many large requests at once; try again in a moment.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Refused refused = new Refused(503, "The server is stopping.");
      refused.initCause(e);
      throw refused;
    }
  }

  private static InputStream decoded(InputStream body, @Nullable String encoding)
      throws IOException {
    if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
      return body;
    }
    if (encoding.equalsIgnoreCase("gzip")) {
      return new GZIPInputStream(body);
    }
    throw new Refused(415, "Content-Encoding " + encoding + " is not understood; use gzip.");
  }

  private Refused tooLarge() {
    return new Refused(413, "The body is larger than " + maxBodyBytes + " bytes.");
  }
}
