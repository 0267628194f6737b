#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints the path of a java of version 25 or later, for tools of the build.
for home in "${ORRERY_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25* \
  "$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /bin/false)")")")"; do
  if [ -x "$home/bin/java" ] && grep -q '^JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$home/release" 2>/dev/null; then
    echo "$home/bin/java"
    exit 0
  fi
done
echo "No JDK 25 found; install one and set JAVA_HOME to it." >&2
exit 1
