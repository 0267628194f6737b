// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;

/**
 * User and passwords: from the settings or, where it says so, from a file of properties {@code
 * user}, {@code password} and {@code trustStorePass} that others keep up to date. The file is
 * looked at once a second at most and read again when it changed. Thread-safe.
 */
final class Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ElasticsearchSettings.Address address;
  private volatile Known known;

  /** What was read, of which file, and when it was looked at. */
  private record Known(
      String user, String password, String trustStorePassword, FileTime changed, long lookNanos) {
    Known looked(long nanos) {
      return new Known(user, password, trustStorePassword, changed, nanos);
    }
  }

  /**
   * Reads the file, if there is one.
   *
   * @throws Fault.Unavailable when it cannot be read
   */
  Credentials(ElasticsearchSettings.Address address) {
    this.address = address;
    if (address.secretsFile().isBlank()) {
      this.known =
          new Known(
              address.user(),
              address.password(),
              address.trustStorePassword(),
              FileTime.fromMillis(0),
              0);
      return;
    }
    try {
      this.known = read();
    } catch (IOException | IllegalArgumentException e) {
      throw new Fault.Unavailable(
          "the file "
              + address.secretsFile()
              + " with user and password cannot be read; check SW_ES_SECRETS_MANAGEMENT_FILE",
          e);
    }
  }

  /** What the header Authorization says; null for none. */
  @Nullable String authorization() {
    Known now = current();
    if (now.user.isBlank()) {
      return null;
    }
    byte[] pair = (now.user + ":" + now.password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  String trustStorePassword() {
    return known.trustStorePassword;
  }

  private Known current() {
    Known before = known;
    long now = System.nanoTime();
    if (address.secretsFile().isBlank() || now - before.lookNanos < REST_NANOS) {
      return before;
    }
    try {
      FileTime changed = Files.getLastModifiedTime(file());
      known = changed.equals(before.changed) ? before.looked(now) : read();
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read, the password known goes on: {}", file(), e.toString());
      known = before.looked(now);
    }
    return known;
  }

  private Known read() throws IOException {
    FileTime changed = Files.getLastModifiedTime(file()); // first: a change meanwhile is seen later
    Properties secrets = new Properties();
    try (Reader reader = Files.newBufferedReader(file())) {
      secrets.load(reader);
    }
    LOG.info("Read user and password from {}", file());
    return new Known(
        secrets.getProperty("user", address.user()),
        secrets.getProperty("password", address.password()),
        secrets.getProperty("trustStorePass", address.trustStorePassword()),
        changed,
        System.nanoTime());
  }

  private Path file() {
    return Path.of(address.secretsFile());
  }
}
