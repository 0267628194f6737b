#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The chart on a real cluster: three OAPs on one database, load from outside, a killed leader, a rolling restart,
# upgrade, rollback, uninstall, and what operators see when something is wrong. Needs the images (make images).
source "$(dirname "$0")/lib.sh"

eval "$("$here/engine.sh" env)"
eval "$("$here/cluster.sh" env)"
helm=$here/helm.sh chart=$root/deploy/helm/orrery space=orrery-test
kube() { kubectl -n $space "$@"; }
address() { kube get service "$1" -o jsonpath='{.spec.clusterIP}'; }
nodes() { curl -sf "http://$(address skywalking-oap):12800/status/cluster/nodes"; }
holder() { kube get lease skywalking-oap -o jsonpath='{.spec.holderIdentity}' | sed 's/_[^_]*$//'; }
pods() { kube get pods -l "app.kubernetes.io/component=$1" --field-selector=status.phase=Running -o name | sed 's:pod/::'; }

# The accountant looks a minute beyond both ends of a load, and every load is of the same services.
apart() {
  local rest=$(($(jq '.minutes[-1]' "$account") / 1000 + 121 - $(date +%s)))
  [ $rest -le 0 ] || sleep $rest
}

trouble() { kube get pods -o wide || true; kube get events --sort-by=.lastTimestamp | tail -n 15 || true; }
trap '[ $? = 0 ] || trouble >&2' EXIT

step "a shared store"
kubectl create namespace $space --dry-run=client -o yaml | kubectl apply -f - >/dev/null
kube apply -f "$here/postgresql.yaml" >/dev/null
kube wait --for=condition=Ready pod/database --timeout=90s >/dev/null

step "install with three OAPs and two UIs"
started=$SECONDS
"$helm" install skywalking "$chart" -n $space -f "$here/three.values.yaml" | sed -n '1p'
say "ready after $((SECONDS - started)) s"
[ "$(pods oap | wc -l)" = 3 ] || fail "not three OAPs"
"$helm" test skywalking -n $space >/dev/null || fail "helm test failed"
say "helm test: passed"
within 30 "three members" sh -c "curl -sf http://$(address skywalking-oap):12800/status/cluster/nodes | grep -o '\"self\"\\|\"host\"' | sort | uniq -c | grep -q 3"
say "$(nodes)"
leader=$(holder)
pods oap | grep -qx "$leader" || fail "the leader '$leader' is no OAP"

step "traffic in, UI out"
account=$state/account.json
ui=http://$(address skywalking-ui)
bench LoadGenerator --host "$(address skywalking-oap)" --rate 100 --segments 1000 --services 5 --report "$account"
complete "$ui/graphql" "$account" "not everything that was acknowledged is found"

step "the leader's pod is killed"
kube delete pod "$leader" --force --grace-period=0 2>/dev/null >/dev/null
killed=$(date +%s%N)
until next=$(holder) && [ -n "$next" ] && [ "$next" != "$leader" ]; do
  [ $(($(date +%s%N) - killed)) -lt 15000000000 ] || fail "no new leader within 15 s"
  sleep 0.2
done
say "new leader $next after $((($(date +%s%N) - killed) / 1000000)) ms"
kube rollout status deployment/skywalking-oap --timeout=120s >/dev/null

step "the API server is away for a minute"
oap=$(address skywalking-oap)
apart
"$here/cluster.sh" freeze
bench LoadGenerator --host "$oap" --rate 20 --seconds 60 --services 5 --seed 3 --report "$account" >"$state/load" 2>&1 || { "$here/cluster.sh" thaw; fail "the load generator failed without the API"; }
members=$(curl -sf "http://$oap:12800/status/cluster/nodes")
"$here/cluster.sh" thaw
grep -q '"stale":true' <<<"$members" || fail "members are not said to be stale: $members"
[ "$(jq -r .failed "$account")" = 0 ] || fail "reports failed without the API"
fresh() { # the Lease is renewed again, by one of the pods, and members are as the API has them
  pods oap | grep -qx "$(holder)" && nodes | grep -q '"stale":false' &&
    [ $(($(date +%s) - $(date -d "$(kube get lease skywalking-oap -o jsonpath='{.spec.renewTime}')" +%s))) -lt 5 ]
}
within 45 "a leader" fresh
# Kubernetes itself takes all pods for not ready until it has heard of their node again.
within 60 "the UI's address" curl -sf -m 5 "$ui/internal/l7check"
say "leader again: $(holder)"
complete "$ui/graphql" "$account" "not everything that was acknowledged without the API is found"

step "rolling restart under load"
cat >"$state/ask.sh" <<'SH'
while [ ! -e "$2" ]; do
  code=$(curl -s -m 10 -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -d '{"query":"{ listServices(layer: \"GENERAL\") { id name } }"}' "$1/graphql")
  echo "$code"
  sleep 0.1
done
SH
rm -f "$state/enough"
bash "$state/ask.sh" "$ui" "$state/enough" >"$state/codes" &
asking=$!
apart
bench LoadGenerator --host "$(address skywalking-oap)" --rate 50 --seconds 75 --services 5 --seed 2 --report "$account" >"$state/load" 2>&1 &
loading=$!
sleep 3
kube rollout restart deployment/skywalking-oap >/dev/null
kube rollout status deployment/skywalking-oap --timeout=240s >/dev/null
kube rollout restart deployment/skywalking-ui >/dev/null
kube rollout status deployment/skywalking-ui --timeout=120s >/dev/null
wait $loading || { tail -n 5 "$state/load"; fail "the load generator failed"; }
touch "$state/enough"
wait $asking
tail -n 3 "$state/load"
say "queries: $(sort "$state/codes" | uniq -c | tr -s ' \n' ' ')"
[ "$(sort -u "$state/codes")" = 200 ] || fail "a query failed during the rolling restart"
complete "$ui/graphql" "$account" "not everything that was acknowledged is found"

step "upgrade and rollback keep data"
days() { # as all OAPs that are not about to end have it
  local pod
  for pod in $(kube get pods -l app.kubernetes.io/component=oap -o json | jq -r '.items[].metadata | select(.deletionTimestamp == null) | .name'); do
    kube exec "$pod" -- /skywalking/bin/orrery config | awk '$1 == "SW_CORE_RECORD_DATA_TTL" {print $2}'
  done | sort -u
}
"$helm" upgrade skywalking "$chart" -n $space -f "$here/three.values.yaml" --set oap.retention.recordDays=5 | sed -n 1p
[ "$(days)" = 5 ] || fail "the new value is not in force"
kube rollout undo deployment/skywalking-oap >/dev/null
kube rollout status deployment/skywalking-oap --timeout=240s >/dev/null
[ "$(days)" = 3 ] || fail "the old value is not in force again"
complete "$ui/graphql" "$account" "data was lost by upgrade or rollback"

step "what an operator sees when something is wrong"
if "$helm" install wrong "$chart" -n $space --set oap.replica=3 >"$state/out" 2>&1; then fail "an unknown value was taken"; fi
grep "additional properties 'replica' not allowed" "$state/out"
seen() { # WHAT PATTERN: in the events and the pods' states
  within 90 "$1" sh -c "kubectl -n $space get events,pods -l '' -o yaml | grep -q '$2'"
  kubectl -n $space get events,pods -o yaml | grep -m 1 -o ".*$2.*" | cut -c 1-240 | sed 's/^ */   /'
}
"$here/wrong.sh" secret | kube apply -f - >/dev/null
seen "missing secret" 'secret "not-there" not found'
"$here/wrong.sh" heap | kube apply -f - >/dev/null
seen "heap beyond the limit" 'asks for a heap of 2048 MiB, but this container may use 512 MiB'
"$here/wrong.sh" storage | kube apply -f - >/dev/null
seen "unknown storage" 'SW_STORAGE="elasticsaerch" cannot be used'
"$here/wrong.sh" volume | kube apply -f - >/dev/null
seen "unwritable volume" 'cannot write to the data directory'
"$here/wrong.sh" port | kube apply -f - >/dev/null
seen "port taken" 'Set SW_TELEMETRY_PROMETHEUS_PORT to a free port'
"$here/wrong.sh" store | kube apply -f - >/dev/null
waits='waiting for the store.* cannot reach postgresql at jdbc:postgresql://nowhere:5432/orrery'
within 90 "a word about the store in the log" sh -c "kubectl -n $space logs wrong-store --tail=1 | grep -q '$waits'"
say "$(kube logs wrong-store --tail=1 | cut -c 1-240)"
[ "$(kube get pod wrong-store -o jsonpath='{.status.phase} {.status.containerStatuses[0].ready} {.status.containerStatuses[0].restartCount}')" = "Running false 0" ] ||
  fail "an OAP without its store does not wait for it"
kube delete pods -l wrong=yes --force --grace-period=0 >/dev/null 2>&1

step "uninstall"
"$helm" uninstall skywalking -n $space >/dev/null
within 90 "an empty namespace" sh -c "[ -z \"\$(kubectl -n $space get all -l app.kubernetes.io/instance=skywalking -o name)\" ]"
kubectl delete namespace $space --wait=false >/dev/null
echo "kubernetes: all as promised"
