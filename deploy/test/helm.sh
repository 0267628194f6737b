#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Helm, from Maven (there is no package of it): install and upgrade NAME CHART, test, status, history and
# uninstall NAME; -n NAMESPACE, -f FILE, --set KEY=VALUE. The library has no rollback.
source "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || usage
path=$state/helm.classpath
if [ ! "$path" -nt "$root/deploy/pom.xml" ]; then
  (cd "$root" && ${MVN:-mvn -B -ntp} -q dependency:build-classpath -N -f deploy/pom.xml -Dmdep.outputFile="$path" >"$state/log/helm" 2>&1) ||
    fail "the Helm library cannot be had: see $state/log/helm"
fi
exec "$(jdk)/bin/java" -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "$(cat "$path")" "$here/Helm.java" "$@"
