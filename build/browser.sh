#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the tests of ui/browser in Chromium against dist/orrery; fetches the browser and the fonts
# with apt when they are missing. Arguments choose files, as in: build/browser.sh services
set -eu
cd "$(dirname "$0")/.."
build/requirements.sh node
chromium=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$chromium" ] && command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
  echo "fetching chromium and fonts"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium fonts-noto-cjk fonts-dejavu-core > /dev/null
fi
[ -d ui/node_modules/playwright-core ] || (cd ui && npm ci --no-audit --no-fund --loglevel=error)
exec node ui/browser/run.mjs "$@"
