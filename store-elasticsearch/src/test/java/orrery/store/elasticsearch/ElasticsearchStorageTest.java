// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import orrery.store.Storage;
import orrery.store.StorageContract;

class ElasticsearchStorageTest extends StorageContract {
  private String prefix = "";

  @Override
  protected Storage open(Path emptyDirectory) {
    prefix = "t" + Integer.toHexString(emptyDirectory.hashCode()) + "_";
    return ElasticsearchStorage.of("elasticsearch", Clusters.settings(Clusters.shared(), prefix));
  }

  @Override
  protected Storage openBeside(Storage first) {
    return ElasticsearchStorage.of("elasticsearch", Clusters.settings(Clusters.shared(), prefix));
  }

  /** Otherwise it happens every five seconds. */
  @Override
  protected void settle() {
    Clusters.shared().ask("POST", "/" + prefix + "*/_refresh", "");
  }

  @AfterEach
  void clean() {
    Clusters.clean(Clusters.shared(), prefix);
  }
}
