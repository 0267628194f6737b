// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

/** The two kinds of objects that are used, and what a Role must allow. */
enum Resource {
  PODS("", "pods", "list, watch"),
  LEASES("coordination.k8s.io", "leases", "get, create, update");

  private final String group;
  private final String plural;
  private final String verbs;

  Resource(String group, String plural, String verbs) {
    this.group = group;
    this.plural = plural;
    this.verbs = verbs;
  }

  String plural() {
    return plural;
  }

  /** The rule a Role needs, as YAML writes it. */
  String rule() {
    return "{apiGroups: [\"" + group + "\"], resources: [" + plural + "], verbs: [" + verbs + "]}";
  }

  /** Where objects of a namespace are found. */
  String path(String namespace) {
    String prefix = group.isEmpty() ? "/api/v1" : "/apis/" + group + "/v1";
    return prefix + "/namespaces/" + namespace + '/' + plural;
  }
}
