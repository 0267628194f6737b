#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Called by Maven: build.sh build|test. Does nothing when nothing has changed since it last did it.
set -eu
cd "$(dirname "$0")"
command -v npm > /dev/null || { echo "Node.js 20 and npm are needed: apt-get install nodejs npm" >&2; exit 1; }
step=$1
done=target/ui-$step.done

inputs() {
  find package.json package-lock.json vite.config.ts tsconfig.json index.html scripts public src test \
    ../query/src/main/resources/orrery/query \( -path src/main/java -o -path src/test \) -prune \
    -o -type f -newer "$1" -print 2> /dev/null | head -n 1
}

if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi
mkdir -p target
if [ -f "$done" ] && [ -f target/classes/orrery/ui/files.txt ] && [ -z "$(inputs "$done")" ]; then
  exit 0
fi
touch "$done.begun"
npm run --silent "$step"
mv "$done.begun" "$done"
