#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The images and the quick start by Compose, for real: non-root, read-only, traffic in, answers out, data that
# survives, a kill and its recovery, and what the log says when something is wrong. Needs the images (make images).
source "$(dirname "$0")/lib.sh"

eval "$("$here/engine.sh" env)"
export AGENT_PORT=${AGENT_PORT:-20421} REST_PORT=${REST_PORT:-20422} UI_PORT=${UI_PORT:-20423} METRICS_PORT=${METRICS_PORT:-20424}
compose="docker compose -p orrery-test -f $root/deploy/compose/quick-start.yml"
ui=http://127.0.0.1:$UI_PORT account=$state/compose-account.json
healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' orrery-test-orrery-1)" = healthy ]; }
found() { complete "$ui/graphql" "$account" "$1"; }
trap '$compose down -v >/dev/null 2>&1 || true' EXIT

step "the images"
for name in oap ui; do
  image=orrery/$name:0.1.0
  size=$(($(docker image inspect -f '{{.Size}}' $image) - $(docker image inspect -f '{{.Size}}' debian:bookworm-slim)))
  say "$image: $((size / 1000000)) MB on top of the base, user $(docker image inspect -f '{{.Config.User}}' $image)"
  [ $size -le 150000000 ] || fail "$image is too large"
  [ "$(docker image inspect -f '{{.Config.User}}' $image)" = 10001:10001 ] || fail "$image runs as another user"
  [ "$(docker image inspect -f '{{index .Config.Labels "org.opencontainers.image.licenses"}}' $image)" = Apache-2.0 ] || fail "no labels"
  grep -q '"bomFormat": "CycloneDX"' "$root/dist/images/$name.cdx.json" || fail "no bill of materials"
done

step "the quick start"
$compose up -d >/dev/null 2>&1
within 60 "a healthy container" healthy
say "$(docker logs orrery-test-orrery-1 2>&1 | grep -o 'ready in [0-9.]* s')"
inside() { docker exec orrery-test-orrery-1 "$@"; }
[ "$(inside id -u)" = 10001 ] || fail "runs as root"
if inside touch /skywalking/x 2>/dev/null; then fail "the root file system can be written"; fi
inside sh -c 'tr "\0" " " </proc/1/cmdline' | grep -q -- '-Xmx512m ' || fail "the heap does not follow the limit of 1 GiB"
[ "$(docker inspect -f '{{.HostConfig.Memory}}' orrery-test-orrery-1)" = 1073741824 ] || fail "the limit is not in force"

step "traffic in, answers out"
bench LoadGenerator --port "$AGENT_PORT" --rate 100 --segments 500 --services 5 --report "$account"
[ "$(jq .acked "$account")" = 500 ] || fail "not all of the load was acknowledged"
found "not everything that was acknowledged is found"
answers "$ui/" '<title>Orrery' || fail "the UI does not answer"
answers "http://127.0.0.1:$METRICS_PORT/metrics" '^orrery_segments_received' || fail "no metrics"

step "killed, and back by itself"
docker exec orrery-test-orrery-1 sh -c 'kill -9 1' 2>/dev/null || true
process=$(docker inspect -f '{{.State.Pid}}' orrery-test-orrery-1)
[ "$process" = 0 ] || kill -9 "$process" 2>/dev/null || true
within 60 "a restart" sh -c '[ "$(docker inspect -f "{{.RestartCount}}" orrery-test-orrery-1)" -ge 1 ]'
within 60 "a healthy container" healthy
found "data was lost by a kill"

step "data survives down and up"
$compose down >/dev/null 2>&1
$compose up -d >/dev/null 2>&1
within 60 "a healthy container" healthy
found "data was lost by down and up"

step "what the log's last line says when something is wrong"
wrong() { # EXPECTED DOCKER-ARGUMENT...
  local expected=$1 out code=0
  shift
  out=$(docker run --rm "$@" 2>&1) || code=$?
  [ $code != 0 ] || fail "$*: ended with 0"
  out=$(tail -n 1 <<<"$out")
  [[ $out == *"$expected"* ]] || fail "$*: the last line is: $out"
  say "exit $code: ${out:0:170}"
}
image=orrery/oap:0.1.0
wrong 'asks for a heap of 2048 MiB, but this container may use 512 MiB' --memory 512m -e JAVA_OPTS="-Xms2g -Xmx2g" $image
wrong 'too little to work' --memory 100m $image
wrong 'SW_STORAGE="elasticsaerch" cannot be used' -e SW_STORAGE=elasticsaerch $image
wrong 'cannot write to the data directory /skywalking/data' --read-only $image
mkdir -p "$state/of-root"
wrong 'cannot write to the data directory /skywalking/data' -v "$state/of-root:/skywalking/data" $image
wrong 'Set SW_CORE_REST_PORT to a free port' --network container:orrery-test-orrery-1 -e SW_ORRERY_DATA_DIRECTORY=/tmp/x $image
wrong 'SW_OAP_ADDRESS="oap:12800" cannot be used' -e SW_OAP_ADDRESS=oap:12800 orrery/ui:0.1.0

step "init, ext-config, ext-libs, JAVA_OPTS"
says() { # EXPECTED DOCKER-ARGUMENT...
  local expected=$1 out
  shift
  out=$(docker run --rm "$@" 2>&1) || fail "$*: $out"
  grep -q -- "$expected" <<<"$out" || fail "$*: no '$expected' in: $out"
}
says 'ends here' -v orrery-test-init:/skywalking/data $image -Dmode=init
says 'ends here' -e JAVA_OPTS=-Dmode=init -v orrery-test-init:/skywalking/data $image
docker volume rm orrery-test-init >/dev/null
mkdir -p "$state/ext-config" "$state/ext-libs"
echo 'SW_CORE_RECORD_DATA_TTL: 9' >"$state/ext-config/orrery.yaml"
cp "$root/dist/image/app/lib/"jspecify-*.jar "$state/ext-libs/driver.jar"
says 'SW_CORE_RECORD_DATA_TTL *9 *file' -v "$state/ext-config:/skywalking/ext-config:ro" $image config
says '/skywalking/ext-libs/driver.jar' -v "$state/ext-libs:/skywalking/ext-libs:ro" -e JAVA_OPTS=-XshowSettings:properties $image version
says 'Max. Heap Size: 300' --memory 1g -e JAVA_OPTS="-Xmx300m -XshowSettings:vm" $image version
says 'Max. Heap Size: 512' --memory 1g -e JAVA_OPTS="-XshowSettings:vm" $image version
echo "compose: all as promised"
