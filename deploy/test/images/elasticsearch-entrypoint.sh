#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Settings are environment variables that have a dot in their name; a command of one's own is run as it is.
if [ $# -gt 0 ]; then exec "$@"; fi
arguments=(-Enetwork.host=0.0.0.0 -Ecluster.routing.allocation.disk.threshold_enabled=false)
while IFS='=' read -r name value; do
  # The minimal distribution has no module for security to switch off.
  case $name in *[!a-z_.]* | xpack.*) ;; *.*) arguments+=("-E$name=$value") ;; esac
done < <(env)
exec bin/elasticsearch "${arguments[@]}"
