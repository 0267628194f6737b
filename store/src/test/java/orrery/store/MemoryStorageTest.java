// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.nio.file.Path;

/** The fake keeps the contract; "reopened" it is the same object, as nothing outlives it. */
class MemoryStorageTest extends StorageContract {
  private final MemoryStorage memory = new MemoryStorage();

  @Override
  protected Storage open(Path emptyDirectory) {
    return memory;
  }
}
