#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The highly available set by Compose: three OAPs, two UIs, three nodes of Elasticsearch, a balancer. Each container is
# killed in turn: the UI goes on answering, the container comes back by itself, and nothing acknowledged is lost.
# Needs the images (make images) and 6 GB of memory.
source "$(dirname "$0")/lib.sh"

needs_root
eval "$("$here/engine.sh" env)"
packages gcc libc6-dev
"$here/images/elasticsearch.sh"
mkdir -p "$state/elasticsearch-node"
gcc -shared -fPIC -O1 -o "$state/elasticsearch-node/files.so" "$here/images/files.c" -ldl
docker build -q -t elasticsearch:node -f "$here/images/elasticsearch-node.Dockerfile" "$state/elasticsearch-node" >/dev/null
docker image inspect haproxy:3.2 >/dev/null 2>&1 || docker build -q -t haproxy:3.2 - <"$here/images/haproxy.Dockerfile" >/dev/null
[ "$(sysctl -n vm.max_map_count)" -ge 262144 ] || sysctl -qw vm.max_map_count=262144 # what Elasticsearch asks of a machine
export ELASTICSEARCH_VERSION=node AGENT_PORT=20451 REST_PORT=20452 UI_PORT=20453 ES_JAVA_OPTS="-Xms384m -Xmx384m"
ui=http://127.0.0.1:$UI_PORT account=$state/ha-account.json
compose() { docker compose -p orrery-ha-test -f "$root/deploy/compose/ha.yml" "$@"; }
trap 'compose down -v >/dev/null 2>&1 || true' EXIT
state_of() { docker inspect -f "$1" "orrery-ha-test-$2-1"; }
back() { # NAME RESTARTS: restarted, and well where it has a check
  [ "$(state_of '{{.RestartCount}}' "$1")" -gt "$2" ] &&
    [[ "$(state_of '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' "$1")" =~ ^running\ (healthy)?$ ]]
}
asks() { curl -sf -m 10 -H 'Content-Type: application/json' -d '{"query":"{ listServices(layer: \"GENERAL\") { id } }"}' "$ui/graphql" | grep -q '"id"'; }
# With one copy of some data on a node that is killed, answers can only come once that node is back.
copied() { docker exec "orrery-ha-test-$1-1" curl -sf 'http://127.0.0.1:9200/_cluster/health?wait_for_status=green&wait_for_nodes=3&timeout=5s' >/dev/null; }

step "nine containers"
compose up -d >"$state/log/ha" 2>&1 || { tail -n 5 "$state/log/ha"; fail "it does not start"; }
within 60 "the UI through the balancer" curl -sf -m 5 "$ui/internal/l7check"
say "ready after $SECONDS s"
bench LoadGenerator --port $AGENT_PORT --rate 50 --segments 300 --services 3 --report "$account"
[ "$(jq .acked "$account")" = 300 ] || fail "not all of the load was acknowledged"
complete "$ui/graphql" "$account" "not everything that was acknowledged is found"

step "each is killed"
for name in oap-1 oap-2 oap-3 ui-1 ui-2 es-1 es-2 es-3 balancer; do
  case $name in es-*) within 120 "a second copy of everything" copied $name ;; esac
  before=$(state_of '{{.RestartCount}}' $name) killed=$(date +%s%N)
  kill -9 "$(state_of '{{.State.Pid}}' $name)"
  within 60 "an answer without $name" asks
  answered=$(($(date +%s%N) - killed))
  within 180 "$name" back $name "$before"
  say "$name: asked and answered after $((answered / 1000000)) ms, back after $((($(date +%s%N) - killed) / 1000000)) ms"
done
complete "$ui/graphql" "$account" "data was lost with a killed container"
echo "ha: all as promised"
