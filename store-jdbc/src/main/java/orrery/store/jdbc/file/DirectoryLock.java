// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import orrery.model.Fault;

/** Keeps a second process away from a data directory for as long as it is held. */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the directory where it is missing, and takes it. */
  @SuppressWarnings("resource") // the channel holds the lock and is closed with it
  static DirectoryLock take(Path directory) {
    FileChannel channel;
    try {
      Files.createDirectories(directory);
      channel =
          FileChannel.open(
              directory.resolve("orrery.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new Fault.Unavailable(
          "cannot write to the data directory "
              + directory
              + ": "
              + e
              + "; check that it exists and that this user may write to it",
          e);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DirectoryLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      close(channel);
      throw inUse(directory, e);
    } catch (IOException e) {
      close(channel);
      throw new Fault.Unavailable("cannot lock the data directory " + directory + ": " + e, e);
    }
    close(channel);
    throw inUse(directory, null);
  }

  @Override
  public void close() {
    close(channel);
  }

  private static Fault.Unavailable inUse(
      Path directory, @org.jspecify.annotations.Nullable Exception cause) {
    return new Fault.Unavailable(
        "the data directory "
            + directory
            + " is in use by another Orrery; stop that one or give this one a directory of its own",
        cause);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(DirectoryLock.class).warn("Could not unlock", e);
    }
  }
}
