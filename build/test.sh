#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs everything a change must pass, to the end, and closes with a summary.
set -u
cd "$(dirname "$0")/.."
mvn="${MVN:-mvn -B -ntp}"
build/requirements.sh maven node || exit 1

failed=
step() {
  name=$1
  shift
  echo "== $name"
  "$@" || failed="$failed $name"
}

step format make -s format-check
# The end-to-end tests drive the binary, so it is built before they run.
step unit-and-contract $mvn install -fae -pl '!e2e'
step dist make -s dist
step end-to-end $mvn install -fae -pl e2e
step browser build/browser.sh

[ -z "$failed" ] || echo "FAILED:$failed"
build/summary.sh
[ -z "$failed" ]
