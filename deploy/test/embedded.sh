#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The chart as it is, twice in one namespace of a real cluster: each release with its own numbers in its own claim, a
# killed pod, an upgrade, and an uninstalled release whose claim is found again.
source "$(dirname "$0")/lib.sh"

eval "$("$here/engine.sh" env)"
eval "$("$here/cluster.sh" env)"
helm=$here/helm.sh chart=$root/deploy/helm/orrery space=orrery-embedded
kube() { kubectl -n $space "$@"; }
address() { kube get service "$1" -o jsonpath='{.spec.clusterIP}'; }
found() { complete "http://$(address "$1-ui")/graphql" "$state/$1-account.json" "$2"; }
trouble() { kube get pods,pvc -o wide || true; kube get events --sort-by=.lastTimestamp | tail -n 15 || true; }
trap '[ $? = 0 ] || trouble >&2' EXIT

step "two releases in one namespace"
kubectl create namespace $space --dry-run=client -o yaml | kubectl apply -f - >/dev/null
for name in one two; do "$helm" install $name "$chart" -n $space >/dev/null; done
seed=10
for name in one two; do
  seed=$((seed + 1))
  bench LoadGenerator --host "$(address $name-oap)" --rate 50 --segments $((seed * 20)) --services 3 --seed $seed --report "$state/$name-account.json"
done
for name in one two; do found $name "release $name has other numbers than its agents sent"; done

step "a killed pod, an upgrade"
kube delete pod -l app.kubernetes.io/instance=one,app.kubernetes.io/component=oap --force --grace-period=0 >/dev/null 2>&1
kube rollout status deployment/one-oap --timeout=120s >/dev/null
found one "data was lost with a pod"
"$helm" upgrade one "$chart" -n $space --set oap.retention.recordDays=5 >/dev/null
found one "data was lost by an upgrade"

step "uninstalled, and back on the claim that was kept"
for name in one two; do "$helm" uninstall $name -n $space >/dev/null; done
[ "$(kube get pvc -o name | sort | xargs)" = "persistentvolumeclaim/one-oap persistentvolumeclaim/two-oap" ] || fail "claims were not kept"
"$helm" install one "$chart" -n $space >/dev/null
found one "the claim of an uninstalled release was not used again"
"$helm" uninstall one -n $space >/dev/null
kubectl delete namespace $space --timeout=120s >/dev/null
echo "embedded: all as promised"
