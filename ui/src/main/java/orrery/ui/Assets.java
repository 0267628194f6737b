// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The files of the page, read once from the class path; they are few and small. */
final class Assets {
  private final Map<String, Asset> byPath;

  /**
   * @param tag changes with the content
   */
  record Asset(String contentType, byte[] bytes, String tag) {}

  private Assets(Map<String, Asset> byPath) {
    this.byPath = byPath;
  }

  static Assets load() {
    Map<String, Asset> byPath = new HashMap<>();
    byPath.put("/", read("index.html", "text/html;charset=utf-8"));
    byPath.put("/orrery.css", read("orrery.css", "text/css;charset=utf-8"));
    byPath.put("/orrery.js", read("orrery.js", "text/javascript;charset=utf-8"));
    byPath.put("/favicon.svg", read("favicon.svg", "image/svg+xml"));
    byPath.put("/favicon.ico", read("favicon.svg", "image/svg+xml"));
    return new Assets(byPath);
  }

  @Nullable Asset at(String path) {
    return byPath.get(path.equals("/index.html") ? "/" : path);
  }

  private static Asset read(String name, String contentType) {
    try (InputStream in = Assets.class.getResourceAsStream("/orrery/ui/" + name)) {
      if (in == null) {
        throw new IllegalStateException("orrery/ui/" + name + " is missing from the build");
      }
      byte[] bytes = in.readAllBytes();
      CRC32C checksum = new CRC32C();
      checksum.update(bytes);
      return new Asset(contentType, bytes, '"' + Long.toHexString(checksum.getValue()) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
