{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{- define "orrery.name" -}}
{{- default .Release.Name .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* selector: a list of root and component */}}
{{- define "orrery.selector" -}}
app.kubernetes.io/name: orrery
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "orrery.labels" -}}
{{- $root := index . 0 -}}
{{ include "orrery.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ $root.Chart.Name }}-{{ $root.Chart.Version | replace "+" "_" }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Without versions: a new chart restarts only what it changes. */}}
{{- define "orrery.podLabels" -}}
{{ include "orrery.selector" . }}
{{- with (index . 0).Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "orrery.image" -}}
{{- $root := index . 0 -}}{{- $image := index . 1 -}}
{{ $image.repository }}:{{ default $root.Chart.AppVersion $image.tag }}
{{- end -}}

{{- define "orrery.embedded" -}}
{{- if has .Values.oap.storageType (list "sqlite" "h2") }}yes{{ end -}}
{{- end -}}

{{/* Whether there may be more than one OAP, so that they must find each other. */}}
{{- define "orrery.clustered" -}}
{{- if and (not (include "orrery.embedded" .)) (or .Values.oap.autoscaling.enabled (gt (int .Values.oap.replicas) 1)) }}yes{{ end -}}
{{- end -}}

{{/* The leader's Lease: what the Role allows is this one. */}}
{{- define "orrery.lease" -}}
{{- default (printf "%s-oap" (include "orrery.name" .)) (get .Values.oap.env "SW_ORRERY_K8S_LEASE") -}}
{{- end -}}

{{- define "orrery.serviceAccount" -}}
{{- if .Values.oap.serviceAccount.create -}}
{{ default (printf "%s-oap" (include "orrery.name" .)) .Values.oap.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.oap.serviceAccount.name }}
{{- end -}}
{{- end -}}

{{- define "orrery.elasticsearchNodes" -}}
{{- $config := .Values.elasticsearch.config -}}
{{- if not $config.host -}}
{{ include "orrery.name" . }}-elasticsearch:9200
{{- else if contains ":" $config.host -}}
{{ $config.host }}
{{- else -}}
{{ $config.host }}:{{ $config.port.http }}
{{- end -}}
{{- end -}}

{{/* credentials: a list of root, what was given (user, password, existingSecret, …), the environment's names, the kind */}}
{{- define "orrery.credentials" -}}
{{- $root := index . 0 -}}{{- $given := index . 1 -}}{{- $names := index . 2 -}}{{- $kind := index . 3 -}}
{{- if or $given.existingSecret $given.user }}
{{- $secret := default (printf "%s-%s" (include "orrery.name" $root) $kind) $given.existingSecret }}
- name: {{ index $names 0 }}
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ ternary $given.userKey "user" (not (empty $given.existingSecret)) }}}}
- name: {{ index $names 1 }}
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ ternary $given.passwordKey "password" (not (empty $given.existingSecret)) }}}}
{{- end }}
{{- end -}}

{{- define "orrery.storageEnv" -}}
{{- $jdbc := .Values.jdbc -}}
- name: SW_STORAGE
  value: {{ .Values.oap.storageType }}
{{- if eq .Values.oap.storageType "elasticsearch" }}
- name: SW_STORAGE_ES_CLUSTER_NODES
  value: {{ include "orrery.elasticsearchNodes" . }}
- name: SW_STORAGE_ES_HTTP_PROTOCOL
  value: {{ .Values.elasticsearch.config.protocol }}
{{- include "orrery.credentials" (list . .Values.elasticsearch.config (list "SW_ES_USER" "SW_ES_PASSWORD") "elasticsearch") }}
{{- end }}
{{- if eq .Values.oap.storageType "influxdb" }}
- name: SW_STORAGE_INFLUXDB_URL
  value: {{ .Values.influxdb.url }}
- name: SW_STORAGE_INFLUXDB_DATABASE
  value: {{ .Values.influxdb.database }}
{{- include "orrery.credentials" (list . .Values.influxdb (list "SW_STORAGE_INFLUXDB_USER" "SW_STORAGE_INFLUXDB_PASSWORD") "influxdb") }}
{{- end }}
{{- if $jdbc.url }}
- name: SW_JDBC_URL
  value: {{ $jdbc.url | quote }}
{{- include "orrery.credentials" (list . $jdbc (list "SW_DATA_SOURCE_USER" "SW_DATA_SOURCE_PASSWORD") "jdbc") }}
{{- end }}
{{- end -}}

{{/* placement: a list of root, component and its values */}}
{{- define "orrery.placement" -}}
{{- $root := index . 0 -}}{{- $component := index . 1 -}}{{- $values := index . 2 -}}
{{- with $values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- if $values.affinity }}
affinity: {{- toYaml $values.affinity | nindent 2 }}
{{- else if eq $values.antiAffinity "hard" }}
affinity:
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels: {{- include "orrery.selector" (list $root $component) | nindent 12 }}
{{- else if eq $values.antiAffinity "soft" }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels: {{- include "orrery.selector" (list $root $component) | nindent 14 }}
{{- end }}
{{- if $values.topologySpread }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "orrery.selector" (list $root $component) | nindent 8 }}
{{- end }}
{{- end -}}

{{/* An Ingress: a list of root, component, values, service's name, port */}}
{{- define "orrery.ingress" -}}
{{- $root := index . 0 -}}{{- $component := index . 1 -}}{{- $ingress := index . 2 -}}{{- $name := index . 3 -}}{{- $service := index . 4 -}}{{- $port := index . 5 -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ $name }}
  labels: {{- include "orrery.labels" (list $root $component) | nindent 4 }}
  {{- with $ingress.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with $ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  rules:
    {{- range $ingress.hosts }}
    - host: {{ . | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ $service }}
                port: {name: {{ $port }}}
    {{- end }}
  {{- with $ingress.tls }}
  tls: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/*
Everything an OAP is told by its environment: a list of root and whether it serves, or only prepares the
store. What the user names is theirs alone, by extraEnv before env: a name given twice is refused by server-side apply.
*/}}
{{- define "orrery.oapEnv" -}}
{{- $oap := (index . 0).Values.oap -}}{{- $serves := index . 1 -}}
{{- /* The name of the Lease is in the Role too, so the chart alone passes it on. */ -}}
{{- $env := omit $oap.env "SW_ORRERY_K8S_LEASE" -}}
{{- $extra := $oap.extraEnv -}}
{{- if not $serves }}{{- /* A Job is no member, and has no token to ask Kubernetes with. */ -}}
{{- $env = omit $env "SW_CLUSTER" -}}
{{- $extra = list -}}
{{- range $oap.extraEnv }}{{ if ne .name "SW_CLUSTER" }}{{ $extra = append $extra . }}{{ end }}{{ end -}}
{{- end -}}
{{- range $extra }}{{ $env = omit $env .name }}{{ end -}}
{{- $given := deepCopy $env -}}
{{- range $extra }}{{ $_ := set $given .name "" }}{{ end -}}
{{- range include "orrery.ownEnv" . | fromYamlArray }}
{{- if not (hasKey $given .name) }}
{{ toYaml (list .) }}
{{- end }}
{{- end }}
{{- range $key, $value := $env }}
- name: {{ $key }}
  value: {{ $value | quote }}
{{- end }}
{{- with $extra }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* A probe of the chart's with the user's changes; one has one handler, and the user's goes first. */}}
{{- define "orrery.probe" -}}
{{- $own := index . 0 -}}{{- $given := index . 1 -}}
{{- $handlers := list "exec" "grpc" "httpGet" "tcpSocket" -}}
{{- $chosen := list -}}
{{- range $handlers }}{{ if hasKey $given . }}{{ $chosen = append $chosen . }}{{ end }}{{ end -}}
{{- if $chosen -}}
{{- range $handlers }}{{ if not (has . $chosen) }}{{ $own = omit $own . }}{{ end }}{{ end -}}
{{- end -}}
{{ toYaml (mergeOverwrite (deepCopy $own) $given) }}
{{- end -}}

{{/* What the chart itself tells an OAP; arguments as of orrery.oapEnv. */}}
{{- define "orrery.ownEnv" -}}
{{- $root := index . 0 -}}{{- $serves := index . 1 -}}{{- $oap := $root.Values.oap -}}
- name: JAVA_OPTS
  value: {{ $oap.javaOpts | quote }}
{{ include "orrery.storageEnv" $root }}
- name: SW_CORE_RECORD_DATA_TTL
  value: {{ $oap.retention.recordDays | quote }}
- name: SW_CORE_METRICS_DATA_TTL
  value: {{ $oap.retention.metricsDays | quote }}
- name: SW_HEALTH_CHECKER
  value: default
- name: SW_TELEMETRY
  value: prometheus
- name: SW_ORRERY_STOP_NOTICE_SECONDS
  value: {{ $oap.stopNoticeSeconds | quote }}
- name: SW_ORRERY_STOP_SECONDS
  value: {{ sub $oap.terminationGracePeriodSeconds 5 | quote }}
{{- if not $serves }}
- name: SW_CLUSTER
  value: standalone
{{- else if include "orrery.clustered" $root }}
- name: SW_CLUSTER
  value: kubernetes
- name: SW_CLUSTER_K8S_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
- name: SW_CLUSTER_K8S_LABEL
  value: app.kubernetes.io/name=orrery,app.kubernetes.io/instance={{ $root.Release.Name }},app.kubernetes.io/component=oap
- name: SW_ORRERY_K8S_LEASE
  value: {{ include "orrery.lease" $root }}
- name: SKYWALKING_COLLECTOR_UID
  valueFrom: {fieldRef: {fieldPath: metadata.uid}}
{{- end }}
{{- with $oap.authentication }}
{{- if or .token .existingSecret }}
- name: SW_AUTHENTICATION
  valueFrom: {secretKeyRef: {name: {{ default (printf "%s-authentication" (include "orrery.name" $root)) .existingSecret }}, key: {{ ternary .secretKey "token" (not (empty .existingSecret)) }}}}
{{- end }}
{{- end }}
{{- end -}}

{{/* What goes into Secrets of the chart's own: nothing when all are the user's. */}}
{{- define "orrery.ownSecrets" -}}
{{- $secrets := list -}}
{{- $storages := dict -}}
{{- if eq .Values.oap.storageType "elasticsearch" }}{{ $_ := set $storages "elasticsearch" .Values.elasticsearch.config }}{{ end -}}
{{- if eq .Values.oap.storageType "influxdb" }}{{ $_ := set $storages "influxdb" .Values.influxdb }}{{ end -}}
{{- if .Values.jdbc.url }}{{ $_ := set $storages "jdbc" .Values.jdbc }}{{ end -}}
{{- range $kind, $given := $storages -}}
{{- if and $given.user (not $given.existingSecret) -}}
{{- $secrets = append $secrets (dict "name" $kind "data" (dict "user" $given.user "password" $given.password)) -}}
{{- end -}}
{{- end -}}
{{- with .Values.oap.authentication -}}
{{- if and .token (not .existingSecret) -}}
{{- $secrets = append $secrets (dict "name" "authentication" "data" (dict "token" .token)) -}}
{{- end -}}
{{- end -}}
{{- if $secrets }}{{ toYaml $secrets }}{{ end -}}
{{- end -}}
