// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.Fault;

/** An API server with a certificate that nobody but its CA vouches for. */
class ServiceAccountTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final ApiServer.Ask ASK =
      new ApiServer.Ask("list", Resource.PODS, "GET", "/api/v1/pods", "");

  @TempDir private static Path keys;
  @TempDir private Path folder;
  private HttpsServer server;
  private ApiServer api;

  @BeforeAll
  static void certificates() throws Exception {
    certificate("own");
    certificate("other");
  }

  @BeforeEach
  void begin() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(keys.resolve("own.p12"))));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    Account.in(folder);
    api =
        new ApiServer(
            URI.create("https://127.0.0.1:" + server.getAddress().getPort()),
            new ServiceAccount(folder),
            Duration.ofSeconds(20));
  }

  @AfterEach
  void end() {
    api.close();
    server.stop(0);
  }

  @Test
  void onlyTheClustersCaIsTrustedAndANewOneIsTakenUp() throws Exception {
    trust("other");
    assertThatThrownBy(() -> api.send(ASK))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("PKIX");
    trust("own");
    assertThat(api.send(ASK)).isEqualTo(new ApiServer.Answer(200, "{}"));
  }

  @Test
  void withoutACaWhatJavaTrustsIsTrusted() {
    assertThatThrownBy(() -> api.send(ASK))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("PKIX");
  }

  @Test
  void aCaThatIsNoneIsNamed() throws Exception {
    Files.writeString(folder.resolve("ca.crt"), "-----BEGIN CERTIFICATE-----\nnonsense");
    assertThatThrownBy(() -> api.send(ASK))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining(folder.resolve("ca.crt").toString());
  }

  @Test
  void theNamespaceIsThePodsOwnOrDefault() throws Exception {
    ServiceAccount account = new ServiceAccount(folder);
    assertThat(account.namespace()).isEqualTo(FakeApiServer.NAMESPACE);
    Files.delete(folder.resolve("namespace"));
    assertThat(account.namespace()).isEqualTo("default");
  }

  private void trust(String name) throws IOException {
    Files.copy(
        keys.resolve(name + ".pem"), folder.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void certificate(String name) throws IOException, InterruptedException {
    String store = keys.resolve(name + ".p12").toString();
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=ip:127.0.0.1",
        "-validity",
        "2",
        "-keystore",
        store);
    String file = keys.resolve(name + ".pem").toString();
    keytool("-exportcert", "-rfc", "-alias", name, "-file", file, "-keystore", store);
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
