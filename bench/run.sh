#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# usage: bench/run.sh Bench|LoadGenerator|Completeness|QueryMix|Sink|Shop|jmh [options]
# Runs one of the programs of this module; build it first: mvn -q package -DskipTests -pl bench -am
set -euo pipefail
cd "$(dirname "$0")/.."

java=$(build/java.sh)
lib=bench/target/lib
[ -d "$lib" ] || { echo "not built yet: mvn -q package -DskipTests -pl bench -am" >&2; exit 1; }
program=${1:?"which program? $(sed -n '3s/^# usage: //p' "$0")"}
shift
main=orrery.bench.$program
[ "$program" != jmh ] || main=org.openjdk.jmh.Main
# JAVA_OPTS is for the server; these programs have their own.
exec "$java" -XX:+UseSerialGC -Xms64m -Xmx512m -XX:+UseCompactObjectHeaders \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${BENCH_JAVA_OPTS:-} \
  -cp "bench/target/classes:$lib/*" "$main" "$@"
