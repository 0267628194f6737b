#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what package-lock.json names, unless it is there already. No package may run scripts.
set -e
cd "$(dirname "$0")"
if [ node_modules/.package-lock.json -nt package-lock.json ]; then
  exit 0
fi
npm ci --ignore-scripts --no-audit --no-fund --prefer-offline
