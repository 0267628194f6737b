// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import orrery.model.Fault;

/** Whose certificates are believed. */
final class Trust {
  private Trust() {}

  /**
   * A context that trusts the certificates of a PKCS#12 or JKS file.
   *
   * @throws Fault.Unavailable when it cannot be read
   */
  static SSLContext of(String file, String password) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      throw new Fault.Unavailable(
          "the trust store " + path + " cannot be read; check SW_STORAGE_ES_SSL_JKS_PATH");
    }
    try {
      KeyStore store = KeyStore.getInstance(path.toFile(), password.toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new Fault.Unavailable(
          "the trust store "
              + path
              + " cannot be used; check that it is PKCS#12 or JKS and that"
              + " SW_STORAGE_ES_SSL_JKS_PASS is its password",
          e);
    }
  }
}
