#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the image orrery/sample-shop: SkyWalking's Node agent from npm, and shop.js.
set -eu
cd "$(dirname "$0")"
[ node_modules/.package-lock.json -nt package-lock.json ] ||
  npm ci --ignore-scripts --no-audit --no-fund --prefer-offline
docker build -t "orrery/sample-shop:${TAG:-1}" ${BASE:+--build-arg "BASE=$BASE"} .
