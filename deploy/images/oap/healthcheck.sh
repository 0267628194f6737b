#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Succeeds while the server answers and its parts are well. Bash alone: the image has no curl.
port=${SW_CORE_REST_PORT:-12800} path=/healthcheck
[ "${SW_HEALTH_CHECKER:-default}" != - ] || path=/internal/l7check
if [ "${1:-}" = ui ]; then port=${SW_SERVER_PORT:-8080} path=/internal/l7check; fi

exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
read -r -t 4 _ code _ <&3
[ "$code" = 200 ] || { echo "$path answers ${code:-nothing}"; sed '1,/^\r*$/d' <&3; exit 1; }
