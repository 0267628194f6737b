#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Succeeds when HOST:PORT answers the load balancer's check. Needs curl or wget, whichever is there.
url="http://$1/internal/l7check"
if command -v curl > /dev/null; then
  exec curl -sf -o /dev/null "$url"
fi
if command -v wget > /dev/null; then
  exec wget -q -O /dev/null "$url"
fi
exec node -e "fetch('$url').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
