#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The Compose file of a SkyWalking guide with nothing changed but images (and ports, to leave the machine's alone):
# Elasticsearch is not waited for there, so the OAP must; then traffic, a killed Elasticsearch, and everything is found.
source "$(dirname "$0")/lib.sh"

eval "$("$here/engine.sh" env)"
"$here/images/elasticsearch.sh" elasticsearch:7.17.0
file=$state/guide.yml account=$state/guide-account.json
sed -e 's/"9200:/"127.0.0.1:20440:/; s/"11800:/"127.0.0.1:20441:/; s/"12800:/"127.0.0.1:20442:/; s/"8080:/"127.0.0.1:20443:/' \
  "$here/guide/compose/docker-compose.yml" >"$file"
compose() { docker-compose -p orrery-guide -f "$file" -f "$here/guide/compose/limits.yml" "$@"; }
trap 'compose down -v >/dev/null 2>&1 || true' EXIT
well() { curl -sf -m 3 http://127.0.0.1:20442/healthcheck; }
found() { complete http://127.0.0.1:20443/graphql "$account" "$1"; }

compose up -d >/dev/null 2>&1
within 240 "an OAP that is well" well
bench LoadGenerator --port 20441 --rate 50 --segments 200 --services 3 --report "$account"
[ "$(jq .acked "$account")" = 200 ] || fail "not all of the load was acknowledged"
found "not everything that was acknowledged is found"
docker kill elasticsearch >/dev/null
docker start elasticsearch >/dev/null
within 240 "Elasticsearch" docker exec elasticsearch curl -sf localhost:9200/_cluster/health
found "data was lost with a killed Elasticsearch"
echo "guide: all as promised"
