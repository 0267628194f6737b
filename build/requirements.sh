#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks that what the build needs is there: requirements.sh maven [node]. Says what to install.
set -eu
cd "$(dirname "$0")/.."
build/java.sh > /dev/null
for need in "$@"; do
  case $need in
    maven) command -v mvn > /dev/null || { echo "Maven 3.8 or later is needed: apt-get install maven" >&2; exit 1; } ;;
    node) command -v npm > /dev/null || { echo "Node.js 20 and npm are needed: apt-get install nodejs npm" >&2; exit 1; } ;;
  esac
done
