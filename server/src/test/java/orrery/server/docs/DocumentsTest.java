// SPDX-License-Identifier: Apache-2.0
package orrery.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  @Test
  void theDocumentsInTheRepositoryAreWhatTheCodeSays() {
    Documents.all()
        .forEach(
            (name, text) -> assertThat(read(name)).as("%s; run: make docs", name).isEqualTo(text));
  }

  private static String read(String name) {
    try {
      return Files.readString(Path.of("..", "docs", name));
    } catch (IOException e) {
      return "missing: " + e.getMessage();
    }
  }
}
