// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import orrery.cluster.ApiServer.Answer;
import orrery.cluster.ApiServer.Ask;
import orrery.model.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pods that match a selector, as last seen: listed once, then followed by watches that go on
 * where the one before ended. {@link #follow} is for one thread, everything else for any.
 */
final class Pods {
  /** How long a watch lasts: short, so that a peer that vanished is noticed soon. */
  private static final Duration WATCH = Duration.ofSeconds(30);

  /** Later than this without a word from the API server, what is known counts as old. */
  private static final Duration FRESH = Duration.ofSeconds(45);

  private static final String GONE = "";
  private static final Comparator<Pod> BY_NAME = Comparator.comparing(Pod::name);

  private final ApiServer api;
  private final String path;
  private final LongSupplier nanoTime;
  private final Listener listener;
  private final Map<String, Pod> byUid = new ConcurrentHashMap<>();
  private String version = GONE;
  private volatile boolean listed;
  private volatile long heardNanos;

  /**
   * @param nanoTime {@link System#nanoTime}, or a clock of a test
   */
  Pods(ApiServer api, Selection selection, LongSupplier nanoTime, Listener listener) {
    this.api = api;
    this.path =
        Resource.PODS.path(selection.namespace())
            + "?labelSelector="
            + URLEncoder.encode(selection.selector(), StandardCharsets.UTF_8);
    this.nanoTime = nanoTime;
    this.listener = listener;
    this.heardNanos = nanoTime.getAsLong();
  }

  /** Who is told, on the thread that follows. */
  interface Listener {
    /** The pods, by name, whenever they may have changed. */
    void changed(List<Pod> pods);

    /** The API server let something be heard. */
    void heard();
  }

  /** Which pods. */
  record Selection(String namespace, String selector) {}

  /** By name. */
  List<Pod> known() {
    return byUid.values().stream().sorted(BY_NAME).toList();
  }

  /** Whether they were ever listed. */
  boolean listed() {
    return listed;
  }

  /** Whether nothing was heard for so long that what is known may be outdated. */
  boolean stale() {
    return nanoTime.getAsLong() - heardNanos > FRESH.toNanos();
  }

  /**
   * Lists if need be, then watches until the watch ends, as it does every half minute.
   *
   * @throws Fault as {@link ApiServer}
   */
  void follow() {
    if (version.equals(GONE)) {
      list();
    }
    String watch =
        path
            + "&watch=true&allowWatchBookmarks=true&resourceVersion="
            + version
            + "&timeoutSeconds="
            + WATCH.toSeconds();
    Answer answer =
        api.watch(
            new Ask("watch", Resource.PODS, "GET", watch, ""),
            WATCH.plusSeconds(10),
            this::heard,
            this::event);
    if (answer.status() != 200) {
      version = GONE; // 410: it no longer knows that version
    }
  }

  private void list() {
    Answer answer = api.send(new Ask("list", Resource.PODS, "GET", path, ""));
    if (answer.status() != 200) {
      throw new Fault.Unavailable("the API server answered " + answer.status() + " to list pods");
    }
    JsonNode list = parsed(answer.body());
    Map<String, Pod> found = new ConcurrentHashMap<>();
    for (JsonNode item : list.path("items")) {
      Pod pod = Pod.of(item);
      found.put(pod.uid(), pod);
    }
    byUid.keySet().retainAll(found.keySet());
    byUid.putAll(found);
    version = list.path("metadata").path("resourceVersion").asString(GONE);
    listed = true;
    heard();
    listener.changed(known());
  }

  private void event(String line) {
    JsonNode event = parsed(line);
    JsonNode object = event.path("object");
    heard();
    switch (event.path("type").asString("")) {
      case "ADDED", "MODIFIED" -> {
        Pod pod = Pod.of(object);
        byUid.put(pod.uid(), pod);
        listener.changed(known());
      }
      case "DELETED" -> {
        byUid.remove(Pod.of(object).uid());
        listener.changed(known());
      }
      case "BOOKMARK" -> {}
      default -> { // ERROR: as a rule 410, the version is too old
        version = GONE;
        return;
      }
    }
    version = object.path("metadata").path("resourceVersion").asString(version);
  }

  private void heard() {
    heardNanos = nanoTime.getAsLong();
    listener.heard();
  }

  private static JsonNode parsed(String json) {
    try {
      return JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw new Fault.Unavailable("the API server answered no JSON: " + e.getMessage(), e);
    }
  }
}
