#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Everything that needs a container engine or a cluster, on ones of its own (make test-deploy). As root, on Debian 12.
source "$(dirname "$0")/lib.sh"

needs_root
packages jq curl
trap '"$here/cluster.sh" down; "$here/engine.sh" down' EXIT
"$here/engine.sh" up
eval "$("$here/engine.sh" env)"
make -s -C "$root" images
"$root/deploy/sample/build.sh" >"$state/log/sample" 2>&1 || fail "the sample does not build: see $state/log/sample"
docker build -q -t orrery/test-postgresql:1 - <"$here/images/postgresql.Dockerfile" >/dev/null
"$here/compose.sh"
"$here/guide.sh"
"$here/ha.sh"
"$here/docs.sh" compose
"$here/cluster.sh" build
"$here/cluster.sh" up
"$here/images/elasticsearch.sh" elasticsearch:7.17.0 elasticsearch:8.19.21
"$here/cluster.sh" load orrery/oap:0.1.0 orrery/ui:0.1.0 orrery/test-postgresql:1 elasticsearch:7.17.0 elasticsearch:8.19.21
"$here/kubernetes.sh"
"$here/manifests.sh"
"$here/embedded.sh"
"$here/docs.sh" helm
echo "test-deploy: all as promised"
