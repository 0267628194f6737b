{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{/* What the schema cannot say. Each message names the values to change. */}}
{{- define "orrery.validate" -}}
{{- $v := .Values -}}
{{- $type := $v.oap.storageType -}}
{{- $api := .Capabilities.KubeVersion.Version -}}
{{- $problems := list -}}
{{- if and (include "orrery.embedded" .) (or $v.oap.autoscaling.enabled (gt (int $v.oap.replicas) 1)) -}}
{{- $problems = append $problems (printf "oap.storageType %s is the store of one OAP; set oap.replicas to 1 (and oap.autoscaling.enabled to false), or choose elasticsearch, mysql or postgresql" $type) -}}
{{- end -}}
{{- if and (include "orrery.embedded" .) $v.oap.initJob.enabled -}}
{{- $problems = append $problems (printf "oap.initJob.enabled is for shared stores; oap.storageType %s is prepared by the OAP itself" $type) -}}
{{- end -}}
{{- if and (eq $type "elasticsearch") (not $v.elasticsearch.enabled) (not $v.elasticsearch.config.host) -}}
{{- $problems = append $problems "oap.storageType is elasticsearch: set elasticsearch.enabled to true to install one, or elasticsearch.config.host to the one there is" -}}
{{- end -}}
{{- if and $v.elasticsearch.enabled $v.elasticsearch.config.host -}}
{{- $problems = append $problems "elasticsearch.enabled and elasticsearch.config.host contradict each other: one installs Elasticsearch, the other names one that is there" -}}
{{- end -}}
{{- if and $v.elasticsearch.enabled (ne $type "elasticsearch") -}}
{{- $problems = append $problems (printf "elasticsearch.enabled is true but oap.storageType is %s; set oap.storageType to elasticsearch" $type) -}}
{{- end -}}
{{- if and $v.elasticsearch.enabled (eq (int $v.elasticsearch.replicas) 2) -}}
{{- $problems = append $problems "elasticsearch.replicas is 2: two nodes cannot agree when one is lost; choose 1 or at least 3" -}}
{{- end -}}
{{- if and $v.elasticsearch.enabled (gt (int $v.elasticsearch.minimumMasterNodes) (int $v.elasticsearch.replicas)) -}}
{{- $problems = append $problems "elasticsearch.minimumMasterNodes is more than elasticsearch.replicas" -}}
{{- end -}}
{{- if and (has $type (list "mysql" "postgresql")) (not $v.jdbc.url) -}}
{{- $problems = append $problems (printf "oap.storageType is %s: set jdbc.url, such as jdbc:%s://host/orrery" $type $type) -}}
{{- end -}}
{{- if gt (mul 2 $v.oap.stopNoticeSeconds) (sub $v.oap.terminationGracePeriodSeconds 5) -}}
{{- $problems = append $problems (printf "oap.stopNoticeSeconds %v leaves too little of oap.terminationGracePeriodSeconds %v to store what was taken in; raise the latter to %v" $v.oap.stopNoticeSeconds $v.oap.terminationGracePeriodSeconds (add 5 (mul 2 $v.oap.stopNoticeSeconds))) -}}
{{- end -}}
{{- if and (eq $type "influxdb") (not $v.influxdb.url) -}}
{{- $problems = append $problems "oap.storageType is influxdb: set influxdb.url, such as http://host:8086" -}}
{{- end -}}
{{- range $name, $ingress := dict "oap.ingress" $v.oap.ingress "oap.grpcIngress" $v.oap.grpcIngress "ui.ingress" $v.ui.ingress -}}
{{- if and $ingress.enabled (not $ingress.hosts) -}}
{{- $problems = append $problems (printf "%s.enabled needs %s.hosts" $name $name) -}}
{{- end -}}
{{- end -}}
{{- if and $v.oap.autoscaling.enabled (gt (int $v.oap.autoscaling.minReplicas) (int $v.oap.autoscaling.maxReplicas)) -}}
{{- $problems = append $problems "oap.autoscaling.minReplicas is more than oap.autoscaling.maxReplicas" -}}
{{- end -}}
{{- if and $v.oap.autoscaling.enabled (semverCompare "<1.23.0-0" $api) -}}
{{- $problems = append $problems (printf "oap.autoscaling.enabled needs Kubernetes 1.23 (autoscaling/v2); this is %s" $api) -}}
{{- end -}}
{{- if and (semverCompare "<1.21.0-0" $api) (or (and $v.oap.podDisruptionBudget.enabled (include "orrery.clustered" .)) (and $v.ui.enabled $v.ui.podDisruptionBudget.enabled (gt (int $v.ui.replicas) 1)) (and $v.elasticsearch.enabled $v.elasticsearch.podDisruptionBudget.enabled (gt (int $v.elasticsearch.replicas) 1))) -}}
{{- $problems = append $problems (printf "a PodDisruptionBudget needs Kubernetes 1.21 (policy/v1) and this is %s; set oap., ui. and elasticsearch.podDisruptionBudget.enabled to false" $api) -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "\n\nThese values do not go together:\n  - %s\n" (join "\n  - " $problems)) -}}
{{- end -}}
{{- end -}}
