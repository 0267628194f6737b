#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints a pod with one mistake: wrong.sh secret|heap|storage|volume|port|store
mounts= probe='{tcpSocket: {port: 12800}}'
case $1 in
  secret) env='{name: SW_AUTHENTICATION, valueFrom: {secretKeyRef: {name: not-there, key: token}}}' ;;
  heap) env='{name: JAVA_OPTS, value: "-Xms2g -Xmx2g"}' ;;
  storage) env='{name: SW_STORAGE, value: elasticsaerch}' ;;
  volume) env= mounts='{name: data, mountPath: /skywalking/data, readOnly: true}' ;;
  port) env='{name: SW_TELEMETRY_PROMETHEUS_PORT, value: "12800"}' ;;
  store)
    env='{name: SW_STORAGE, value: postgresql}, {name: SW_JDBC_URL, value: "jdbc:postgresql://nowhere:5432/orrery"}'
    probe='{httpGet: {path: /healthcheck, port: 12800}, periodSeconds: 2}'
    ;;
esac
cat <<YAML
apiVersion: v1
kind: Pod
metadata: {name: wrong-$1, labels: {wrong: "yes"}}
spec:
  restartPolicy: Never
  containers:
    - name: oap
      image: orrery/oap:0.1.0
      imagePullPolicy: IfNotPresent
      env: [$env]
      readinessProbe: $probe
      volumeMounts: [$mounts]
      resources: {limits: {memory: 512Mi}}
      terminationMessagePolicy: FallbackToLogsOnError
  volumes: [{name: data, emptyDir: {}}]
YAML
