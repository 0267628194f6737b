// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.nio.file.Path;
import java.util.List;
import orrery.model.settings.Settings;

/**
 * How processes find each other.
 *
 * @param namespace blank for the pod's own
 * @param selector which pods are members, as Kubernetes writes label selectors
 * @param uidVariable the environment variable that holds this pod's uid
 * @param lease name of the Lease the leader holds; blank derives one from the selector
 * @param serviceAccount folder with the pod's token, CA and namespace
 * @param ownHost address this process tells others; blank for the one it finds
 * @param ownPort likewise its port; -1 for that of gRPC
 */
public record ClusterSettings(
    boolean kubernetes,
    String namespace,
    String selector,
    String uidVariable,
    String lease,
    Path serviceAccount,
    String ownHost,
    int ownPort) {
  private static final String LABEL = "SW_CLUSTER_K8S_LABEL";
  private static final String ALIAS = "SW_CLUSTER_K8S_LABEL_SELECTOR";
  private static final String DEFAULT_SELECTOR = "app=collector,release=skywalking";

  public static ClusterSettings read(Settings settings) {
    boolean kubernetes =
        settings
            .choice(
                "SW_CLUSTER",
                "standalone",
                List.of("standalone", "kubernetes"),
                "How processes that share a store find each other")
            .equals("kubernetes");
    return new ClusterSettings(
        kubernetes,
        settings.text(
            "SW_CLUSTER_K8S_NAMESPACE", "", "Namespace of the members' pods; the own one if blank"),
        selector(settings),
        settings.text(
            "SW_CLUSTER_K8S_UID",
            "SKYWALKING_COLLECTOR_UID",
            "Name of the environment variable that holds this pod's uid; where it is not set, the"
                + " pod is known by HOSTNAME"),
        settings.text(
            "SW_ORRERY_K8S_LEASE",
            "",
            "Name of the Lease that the leader holds; made from the label selector if blank"),
        Path.of(
            settings.text(
                "SW_ORRERY_K8S_SERVICE_ACCOUNT",
                "/var/run/secrets/kubernetes.io/serviceaccount",
                "Folder with the service account's token, ca.crt and namespace")),
        settings.text(
            "SW_CLUSTER_INTERNAL_COM_HOST",
            "",
            "Address of this process as other members know it; found out if blank"),
        settings.number(
            "SW_CLUSTER_INTERNAL_COM_PORT",
            -1,
            -1,
            65535,
            "gRPC port of this process as other members know it; -1 for SW_CORE_GRPC_PORT"));
  }

  private static String selector(Settings settings) {
    String label = settings.text(LABEL, DEFAULT_SELECTOR, "Label selector of the members' pods");
    String alias = settings.text(ALIAS, "", "Another name of " + LABEL);
    if (!alias.isEmpty() && !label.equals(DEFAULT_SELECTOR) && !alias.equals(label)) {
      settings.problem(
          LABEL + "=\"" + label + "\" and " + ALIAS + "=\"" + alias + "\" differ; set only one");
    }
    return alias.isEmpty() ? label : alias;
  }
}
