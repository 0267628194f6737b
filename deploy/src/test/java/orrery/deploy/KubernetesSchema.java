// SPDX-License-Identifier: Apache-2.0
package orrery.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Kubernetes API would say to a document: unknown and missing fields, numbers and
 * quantities that are none, and texts that are written as numbers. Versions of kinds that this
 * table does not have are refused, so that an outdated one cannot slip in.
 */
final class KubernetesSchema {
  /** The checks that are made from the API's own description. */
  private interface Kind {
    void check(JsonElement document) throws IOException;
  }

  private interface Fields {
    void check(JsonElement document) throws IOException;
  }

  private interface Reader {
    Object read(String json) throws IOException;
  }

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          kind("v1 Namespace", V1Namespace::validateJsonElement, V1Namespace::fromJson),
          kind("v1 Pod", V1Pod::validateJsonElement, V1Pod::fromJson),
          kind("v1 Service", V1Service::validateJsonElement, V1Service::fromJson),
          kind(
              "v1 ServiceAccount",
              V1ServiceAccount::validateJsonElement,
              V1ServiceAccount::fromJson),
          kind("v1 ConfigMap", V1ConfigMap::validateJsonElement, V1ConfigMap::fromJson),
          kind("v1 Secret", V1Secret::validateJsonElement, V1Secret::fromJson),
          kind(
              "v1 PersistentVolumeClaim",
              V1PersistentVolumeClaim::validateJsonElement,
              V1PersistentVolumeClaim::fromJson),
          kind("apps/v1 Deployment", V1Deployment::validateJsonElement, V1Deployment::fromJson),
          kind("apps/v1 StatefulSet", V1StatefulSet::validateJsonElement, V1StatefulSet::fromJson),
          kind("batch/v1 Job", V1Job::validateJsonElement, V1Job::fromJson),
          kind(
              "autoscaling/v2 HorizontalPodAutoscaler",
              V2HorizontalPodAutoscaler::validateJsonElement,
              V2HorizontalPodAutoscaler::fromJson),
          kind(
              "policy/v1 PodDisruptionBudget",
              V1PodDisruptionBudget::validateJsonElement,
              V1PodDisruptionBudget::fromJson),
          kind(
              "networking.k8s.io/v1 NetworkPolicy",
              V1NetworkPolicy::validateJsonElement,
              V1NetworkPolicy::fromJson),
          kind("networking.k8s.io/v1 Ingress", V1Ingress::validateJsonElement, V1Ingress::fromJson),
          kind("rbac.authorization.k8s.io/v1 Role", V1Role::validateJsonElement, V1Role::fromJson),
          kind(
              "rbac.authorization.k8s.io/v1 RoleBinding",
              V1RoleBinding::validateJsonElement,
              V1RoleBinding::fromJson),
          // Of the Prometheus operator; described by hand.
          Map.entry(
              "monitoring.coreos.com/v1 ServiceMonitor",
              document -> onlyKeys(document, "spec", Set.of("selector", "endpoints"))),
          Map.entry(
              "monitoring.coreos.com/v1 PrometheusRule",
              document -> onlyKeys(document, "spec", Set.of("groups"))));

  /** Maps whose values Kubernetes takes as texts only. */
  private static final Set<String> TEXT_MAPS =
      Set.of("labels", "annotations", "matchLabels", "nodeSelector", "stringData", "data");

  private KubernetesSchema() {}

  private static Map.Entry<String, Kind> kind(String name, Fields fields, Reader reader) {
    return Map.entry(
        name,
        document -> {
          fields.check(document);
          reader.read(document.toString());
        });
  }

  private static void onlyKeys(JsonElement document, String field, Set<String> allowed) {
    Set<String> keys = document.getAsJsonObject().getAsJsonObject(field).keySet();
    if (!keys.equals(allowed)) {
      throw new IllegalArgumentException(field + " has " + keys + " instead of " + allowed);
    }
  }

  /** What is wrong with a document; empty when nothing is. */
  @SuppressWarnings("IllegalCatch") // whatever the reader throws is what is wrong
  static List<String> problems(Map<?, ?> document) {
    List<String> problems = new ArrayList<>();
    String name = document.get("apiVersion") + " " + document.get("kind");
    Kind kind = KINDS.get(name);
    if (kind == null) {
      return List.of(name + " is not of the API this checks against");
    }
    try {
      kind.check(new Gson().toJsonTree(document));
    } catch (IOException | RuntimeException e) {
      problems.add(Yaml.nameOf(document) + ": " + e.getMessage());
    }
    texts(Yaml.nameOf(document), "", document, problems);
    return problems;
  }

  private static void texts(
      String where, String key, @Nullable Object value, List<String> problems) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> {
        boolean text = TEXT_MAPS.contains(key) || (name.equals("value") && map.containsKey("name"));
        if (text && !(inner instanceof String) && !(inner instanceof Map)) {
          problems.add(where + ": " + key + "." + name + " must be a text, put it in quotes");
        }
        texts(where, String.valueOf(name), inner, problems);
      });
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> texts(where, key, inner, problems));
    }
  }
}
