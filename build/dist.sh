#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Puts dist/orrery together from what Maven has packaged, then runs it once so that Java can write
# down what a start needs (the AOT cache: a start takes a third of the time).
set -eu
cd "$(dirname "$0")/.."
dist=dist/orrery

build/assemble.sh "$dist"

echo "preparing the fast start (a run of some seconds)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=$(build/java.sh)
"$java" build/Train.java "$dist/bin/orrery" "$PWD/$dist/lib/orrery.aot" "$work" bench/target/lib \
  > "$work/train.log" 2>&1 || { cat "$work/train.log"; exit 1; }
du -sh "$dist" | sed 's/\t/ /; s/^/built: /'
