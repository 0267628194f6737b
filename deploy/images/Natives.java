// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes the native libraries out of the jars in a folder: those of the image's platform go into a
 * folder of their own, where they are loaded from without being unpacked at run time (the root file
 * system is read-only); those of all other platforms go nowhere (they are a third of all jars), nor
 * does netty's OpenSSL: Java's own TLS serves.
 *
 * <p>Arguments: the jars' folder, the folder to write to. The platform is that of the Java that
 * runs this, which is the image's own also when it is built by emulation.
 */
final class Natives {
  private static final Map<String, Set<String>> WANTED =
      Map.of(
          "amd64",
          Set.of(
              "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
              "linux/amd64/libzstd-jni",
              "META-INF/native/libio_grpc_netty_shaded_netty_transport_native_epoll_x86_64.so"),
          "aarch64",
          Set.of(
              "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
              "linux/aarch64/libzstd-jni",
              "META-INF/native/libio_grpc_netty_shaded_netty_transport_native_epoll_aarch_64.so"));

  private static final String NATIVE = ".*\\.(so|dll|dylib|jnilib|a)";

  public static void main(String[] args) throws IOException {
    String platform = System.getProperty("os.arch");
    Set<String> wanted = WANTED.get(platform);
    if (wanted == null) {
      throw new IllegalStateException(platform + " is none of " + WANTED.keySet());
    }
    Path out = Files.createDirectories(Path.of(args[1]));
    Set<String> missing = new TreeSet<>(wanted);
    try (var jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
      for (Path jar : jars) {
        move(jar, out, missing);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no jar holds " + missing + "; has a library moved it?");
    }
  }

  private static void move(Path jar, Path out, Set<String> missing) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.stream().noneMatch(entry -> entry.getName().matches(NATIVE))) {
        return;
      }
      Path smaller = jar.resolveSibling("smaller");
      try (ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(smaller))) {
        for (ZipEntry entry : zip.stream().toList()) {
          try (InputStream content = zip.getInputStream(entry)) {
            if (!entry.getName().matches(NATIVE)) {
              ZipEntry same = new ZipEntry(entry.getName());
              same.setTime(entry.getTime());
              target.putNextEntry(same);
              content.transferTo(target);
            } else if (missing.removeIf(entry.getName()::startsWith)) {
              Files.copy(content, out.resolve(fileName(entry.getName())));
            }
          }
        }
      }
      Files.setLastModifiedTime(smaller, Files.getLastModifiedTime(jar));
      Files.move(smaller, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Without its version, so that the start script need not know it. */
  private static String fileName(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1).replaceAll("-\\d.*\\.so$", ".so");
  }
}
