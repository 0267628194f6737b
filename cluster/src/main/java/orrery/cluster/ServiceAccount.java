// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;

/**
 * Who this pod is to the API server: files that the kubelet puts there and replaces from time to
 * time. The token is read for each request, the CA whenever a connection failed. Thread-safe.
 */
final class ServiceAccount implements AutoCloseable {
  private final Path folder;
  private @Nullable HttpClient client;

  ServiceAccount(Path folder) {
    this.folder = folder;
  }

  /**
   * The token in force.
   *
   * @throws Fault.Invalid when there is none
   */
  String token() {
    return read("token");
  }

  /** The namespace the pod is in; {@code default} where nothing says so. */
  String namespace() {
    try {
      String namespace = read("namespace");
      return namespace.isEmpty() ? "default" : namespace;
    } catch (Fault.Invalid e) {
      return "default";
    }
  }

  /**
   * A client that trusts the cluster's CA, or what Java trusts where no CA is given.
   *
   * @throws Fault.Invalid when there is a CA that cannot be used
   */
  synchronized HttpClient client(Supplier<HttpClient.Builder> builder) {
    HttpClient known = client;
    if (known == null) {
      Path authority = folder.resolve("ca.crt");
      HttpClient.Builder made = builder.get();
      known = (Files.exists(authority) ? made.sslContext(trusting(authority)) : made).build();
      client = known;
    }
    return known;
  }

  /** The next client is made anew. The old one ends when its last request has. */
  synchronized void renew() {
    HttpClient old = client;
    client = null;
    if (old != null) {
      old.shutdown();
    }
  }

  private static SSLContext trusting(Path authority) {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int count = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca" + count++, one);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new Fault.Invalid(authority + " is no CA certificate that can be used: " + e, e);
    }
  }

  private String read(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new Fault.Invalid(Advice.noAccount(file), e);
    }
  }

  @Override
  public synchronized void close() {
    HttpClient old = client;
    client = null;
    if (old != null) {
      old.shutdownNow();
    }
  }
}
