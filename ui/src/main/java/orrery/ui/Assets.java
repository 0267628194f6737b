// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The files of the application as the build packed them, read once from the class path; with their
 * compressed forms well below a megabyte.
 */
final class Assets {
  private static final String ROOT = "/orrery/ui/";

  /** The build writes a hash of their content into the names of the files below. */
  private static final String HASHED = "/assets/";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "woff2", "font/woff2");

  private final Map<String, Asset> byPath;
  private final Asset page;

  /**
   * @param gzip null when compressing was not worth it
   * @param brotli null when compressing was not worth it
   * @param tag changes with the content
   * @param forever whether what is at this path never changes
   */
  record Asset(
      String contentType,
      byte[] bytes,
      byte @Nullable [] gzip,
      byte @Nullable [] brotli,
      String tag,
      boolean forever) {}

  private Assets(Map<String, Asset> byPath, Asset page) {
    this.byPath = Map.copyOf(byPath);
    this.page = page;
  }

  /**
   * @throws IllegalStateException when the build has left the application out
   */
  static Assets load() {
    byte[] list = bytes("files.txt");
    if (list == null) {
      throw new IllegalStateException(
          "orrery/ui/files.txt is missing: the build did not pack the application");
    }
    Map<String, Asset> byPath = new HashMap<>();
    for (String name : new String(list, UTF_8).lines().toList()) {
      byPath.put("/" + name, read(name));
    }
    byPath.put("/favicon.ico", read("favicon.svg"));
    Asset page = read("index.html");
    byPath.put("/", page);
    return new Assets(byPath, page);
  }

  @Nullable Asset at(String path) {
    return byPath.get(path);
  }

  /** The page that finds out in the browser what a path means. */
  Asset page() {
    return page;
  }

  private static Asset read(String name) {
    byte[] bytes = bytes(name);
    if (bytes == null) {
      throw new IllegalStateException("orrery/ui/" + name + " is missing from the build");
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    return new Asset(
        type == null ? "application/octet-stream" : type,
        bytes,
        bytes(name + ".gz"),
        bytes(name + ".br"),
        '"' + Long.toHexString(checksum.getValue()) + '"',
        ("/" + name).startsWith(HASHED));
  }

  private static byte @Nullable [] bytes(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(ROOT + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
