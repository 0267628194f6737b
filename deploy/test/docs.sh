#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Executes the command blocks of docs/deploy that are marked: docs.sh compose|helm
source "$(dirname "$0")/lib.sh"

kind=${1:-} english=$root/docs/deploy/README.md
case $kind in compose | helm) ;; *) usage ;; esac
eval "$("$here/engine.sh" env)"
eval "$("$here/cluster.sh" env)"
export AGENT_PORT=20431 REST_PORT=20432 UI_PORT=20433 METRICS_PORT=20434 COLLECTOR=collector:20431
helm() { "$here/helm.sh" "$@"; }

blocks() { awk -v fence="\`\`\`sh $kind" '$0 == fence {on = 1; next} /^```/ {on = 0} on' "$1"; }
[ "$(blocks "$english")" = "$(blocks "${english/README/README.zh-CN}")" ] || fail "the two languages have other commands"
cd "$root"
while IFS= read -r command; do
  say "\$ $command"
  eval "$command" </dev/null >"$state/out" 2>&1 || { cat "$state/out"; fail "docs/deploy: this fails: $command"; }
done < <(blocks "$english")
echo "docs: every $kind command works"
