// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What to tell an operator: what is wrong, and what to change. */
final class Advice {
  private static final int MOST_SAID = 300;

  private Advice() {}

  static String notInCluster() {
    return "SW_CLUSTER=kubernetes, but KUBERNETES_SERVICE_HOST is not set: this process does not"
        + " run in a pod. Use SW_CLUSTER=standalone, which also works with several processes"
        + " on one store";
  }

  static String noAccount(Path file) {
    return "there is no service account: "
        + file
        + " cannot be read. Set automountServiceAccountToken: true and a serviceAccountName on the"
        + " pod, or use SW_CLUSTER=standalone";
  }

  static String unknownAccount() {
    return "the API server does not know this service account (401). Its token has expired or is of"
        + " another cluster: check the serviceAccountName of the pod, and restart it";
  }

  static String forbidden(ApiServer.Ask ask, String body) {
    return "the service account may not "
        + ask.verb()
        + ' '
        + ask.resource().plural()
        + " (403). Add to a Role bound to it: "
        + ask.resource().rule()
        + ". The API server says: "
        + said(body);
  }

  static String noPods(String selector, String namespace) {
    return "no pod in namespace "
        + namespace
        + " matches "
        + selector
        + ": set SW_CLUSTER_K8S_LABEL to labels that all OAP pods have, or"
        + " SW_CLUSTER_K8S_NAMESPACE to where they are";
  }

  static String notAmongThem(String self, String selector) {
    return "this pod ("
        + self
        + ") is not among those that match "
        + selector
        + ": give it these labels, or pass its uid in the variable that SW_CLUSTER_K8S_UID names";
  }

  /** The message within a Kubernetes Status, or what there is. */
  static String said(String body) {
    String text = body.strip();
    try {
      text = JsonMapper.shared().readTree(body).path("message").asString(text);
    } catch (JacksonException e) {
      // Not JSON: a proxy in between, perhaps; its words are as good.
    }
    return text.length() > MOST_SAID ? text.substring(0, MOST_SAID) + "…" : text;
  }
}
