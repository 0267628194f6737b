#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Plain manifests on a real cluster: those of a SkyWalking guide with nothing changed but images, then our own; each with
# traffic and a lost pod. Left out is what this cluster's Kubernetes 1.20 does not know yet (autoscaling/v2, policy/v1).
source "$(dirname "$0")/lib.sh"

eval "$("$here/engine.sh" env)"
eval "$("$here/cluster.sh" env)"
account=$state/manifests-account.json
address() { kubectl -n "$space" get service "$1" -o jsonpath='{.spec.clusterIP}'; }
ready() { # KIND/NAME…
  local one
  for one; do
    kubectl -n "${one_space:-$space}" rollout status "$one" --timeout=360s >/dev/null || fail "$one is not ready"
  done
}
trouble() { kubectl get pods -A || true; kubectl -n "$space" get events --sort-by=.lastTimestamp | tail -n 15 || true; }
trap '[ $? = 0 ] || trouble >&2' EXIT

step "the guide's manifests"
space=skywalking
kubectl apply -f "$here/guide/kubernetes/skywalking-namespace.yaml" >/dev/null
for name in elasticsearch oap ui metrics-service; do
  kubectl -n $space apply -f "$here/guide/kubernetes/$name.yaml" >/dev/null
done
started=$SECONDS
ready statefulset/elasticsearch deployment/skywalking-oap deployment/skywalking-ui
say "ready after $((SECONDS - started)) s"
ui=http://$(address skywalking-ui)/graphql
bench LoadGenerator --host "$(address skywalking-oap)" --rate 50 --segments 300 --services 3 --seed 4 --report "$account"
complete "$ui" "$account" "not everything that was acknowledged is found"
answers "http://$(address skywalking-oap-metrics):1234/metrics" '^orrery_segments_received' || fail "no metrics"
kubectl -n $space delete pod elasticsearch-0 --force --grace-period=0 >/dev/null 2>&1
ready statefulset/elasticsearch
complete "$ui" "$account" "data was lost with a killed Elasticsearch"
kubectl delete namespace $space --timeout=180s >/dev/null

step "our own manifests"
space=orrery
for name in 00-namespaces 10-elasticsearch 15-secrets 20-oap 30-ui 40-network-policies; do
  kubectl apply -f "$root/deploy/kubernetes/$name.yaml" >/dev/null
done
started=$SECONDS
one_space=orrery-storage ready statefulset/elasticsearch
ready deployment/oap deployment/ui
say "ready after $((SECONDS - started)) s"
nodes() { curl -sf "http://$(address oap):12800/status/cluster/nodes"; }
three() { [ "$(nodes | jq '.nodes | length')" = 3 ] && [ -n "$(kubectl -n $space get lease oap -o jsonpath='{.spec.holderIdentity}')" ]; }
within 60 "three members and a leader" three
say "$(nodes)"
ui=http://$(address ui)/graphql
bench LoadGenerator --host "$(address oap)" --rate 50 --segments 300 --services 3 --seed 5 --report "$account"
complete "$ui" "$account" "not everything that was acknowledged is found"
kubectl -n $space delete pod "$(kubectl -n $space get pods -l app=oap -o jsonpath='{.items[0].metadata.name}')" >/dev/null
ready deployment/oap
complete "$ui" "$account" "data was lost with a pod"
kubectl delete namespace $space orrery-storage --timeout=180s >/dev/null
echo "manifests: all as promised"
