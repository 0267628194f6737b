#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds the stand-in for Elasticsearch under the given names: elasticsearch.sh TAG…
source "$(dirname "$0")/../lib.sh"
version=7.17.29 work=$state/elasticsearch-image
eval "$("$here/engine.sh" env)"
if ! docker image inspect "elasticsearch:$version" >/dev/null 2>&1; then
  rm -rf "$work"
  mkdir -p "$work"
  ${MVN:-mvn -B -ntp} -q dependency:copy "-Dartifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch:$version:zip" \
    "-DoutputDirectory=$work" >"$state/log/elasticsearch-image" 2>&1 || fail "Elasticsearch cannot be had: see $state/log/elasticsearch-image"
  (cd "$work" && "$(jdk)/bin/jar" xf ./*.zip && mv "elasticsearch-$version" elasticsearch && rm ./*.zip && chmod +x elasticsearch/bin/*)
  cp "$here/images/elasticsearch-entrypoint.sh" "$work/"
  docker build -q -t "elasticsearch:$version" -f "$here/images/elasticsearch.Dockerfile" "$work" >/dev/null
fi
for tag; do docker tag "elasticsearch:$version" "$tag"; done
