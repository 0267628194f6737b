#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Orrery with live traffic of a small simulated shop. Ctrl-C stops both; ./data is kept.
set -u
cd "$(dirname "$0")/.."
[ -x dist/orrery/bin/orrery ] && [ -d bench/target/lib ] || make -s dist || exit 1

dist/orrery/bin/orrery up --data "${ORRERY_DEMO_DATA:-data}" &
server=$!
shop=
stop() {
  trap '' INT TERM
  [ -n "$shop" ] && kill "$shop" 2> /dev/null && wait "$shop" 2> /dev/null
  kill "$server" 2> /dev/null
  wait "$server"
  exit $?
}
trap stop INT TERM

waited=0
until build/answers.sh "127.0.0.1:${SW_CORE_REST_PORT:-12800}"; do
  kill -0 "$server" 2> /dev/null || { wait "$server"; exit $?; }
  waited=$((waited + 1))
  [ "$waited" -lt 300 ] || { echo "Orrery did not answer within a minute" >&2; stop; }
  sleep 0.2
done
bench/run.sh Shop --port "${SW_CORE_GRPC_PORT:-11800}" &
shop=$!
echo
echo "  Orrery is up, and a small shop reports to it."
echo "  Open http://127.0.0.1:${SW_SERVER_PORT:-8080}   Ctrl-C stops both; the data stays."
echo
wait "$server"
code=$?
kill "$shop" 2> /dev/null
exit "$code"
