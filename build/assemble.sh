#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Puts together in folder $1 what Maven has packaged: bin/, config/, lib/, ext-libs/.
set -eu
cd "$(dirname "$0")/.."
dist=$1

rm -rf "$dist"
mkdir -p "$dist/lib" "$dist/ext-libs"
cp -R server/src/main/distribution/. "$dist/"
cp -p server/target/lib/*.jar "$dist/lib/"
cp -p server/target/orrery-server-*.jar "$dist/lib/"
cp LICENSE README.md "$dist/"
