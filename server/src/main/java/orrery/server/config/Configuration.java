// SPDX-License-Identifier: Apache-2.0
package orrery.server.config;

import java.util.List;
import orrery.analyze.PipelineSettings;
import orrery.cluster.ClusterSettings;
import orrery.model.settings.Settings;
import orrery.query.QuerySettings;
import orrery.receive.ReceiveSettings;
import orrery.ui.UiSettings;

/** The settings of all rooms; each room reads its own. */
public record Configuration(
    ServerSettings server,
    ReceiveSettings receive,
    PipelineSettings pipeline,
    StorageSettings storage,
    ClusterSettings cluster,
    QuerySettings query,
    UiSettings ui) {

  public static Configuration read(Settings settings) {
    StorageSettings storage = StorageSettings.read(settings);
    return new Configuration(
        ServerSettings.read(settings),
        ReceiveSettings.read(settings),
        PipelineSettings.read(settings, storage.commitIntervalMillis()),
        storage,
        ClusterSettings.read(settings),
        QuerySettings.read(settings),
        UiSettings.read(settings));
  }

  /** Every setting there is, with its default: what the documentation lists. */
  public static List<Settings.Setting> declareAll() {
    Settings settings = new Settings(_ -> null);
    read(settings);
    return settings.declared();
  }
}
