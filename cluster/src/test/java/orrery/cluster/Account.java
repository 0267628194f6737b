// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A service account's folder, and a client that uses it. */
record Account(Path folder) {
  static Account in(Path folder) {
    Account account = new Account(folder);
    account.write("token", "secret\n");
    account.write("namespace", FakeApiServer.NAMESPACE);
    return account;
  }

  void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ApiServer client(FakeApiServer server, Duration requestLimit) {
    return new ApiServer(server.address(), new ServiceAccount(folder), requestLimit);
  }
}
