#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints a pod with one mistake: wrong.sh secret|heap|storage
case $1 in
  secret) env='{name: SW_AUTHENTICATION, valueFrom: {secretKeyRef: {name: not-there, key: token}}}' ;;
  heap) env='{name: JAVA_OPTS, value: "-Xms2g -Xmx2g"}' ;;
  storage) env='{name: SW_STORAGE, value: elasticsaerch}' ;;
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
      resources: {limits: {memory: 512Mi}}
      terminationMessagePolicy: FallbackToLogsOnError
YAML
