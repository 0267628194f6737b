# SPDX-License-Identifier: Apache-2.0
# Sourced by the fixtures of this folder: packages, background processes, waiting.
# Everything they write lies in $ORRERY_DEPLOY_STATE (default ${TMPDIR:-/tmp}/orrery-deploy).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
state=${ORRERY_DEPLOY_STATE:-${TMPDIR:-/tmp}/orrery-deploy}
export PATH=/usr/sbin:/sbin:$PATH DEBIAN_FRONTEND=noninteractive
mkdir -p "$state/log" "$state/run"

fail() { echo "${0##*/}: $*" >&2; exit 1; }
step() { echo "== $*"; }
say() { printf '   %s\n' "$*"; }
needs_root() { [ "$(id -u)" = 0 ] || fail "needs root: it starts a container engine of its own"; }

# The comment at the top of the calling script is its usage.
usage() { awk 'NR > 2 && !/^#/ {exit} NR > 2 {sub(/^# ?/, ""); print}' "$0" >&2; exit 2; }

# Debian packages, installed when missing.
packages() {
  local name missing=()
  for name; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${missing[*]}"
  [ -n "$(find "$state/log/apt-update" -mtime -1 2>/dev/null)" ] ||
    apt-get update -q >"$state/log/apt-update" 2>&1 || say "apt-get update was incomplete"
  # RUNLEVEL=1: packages must not start services of their own.
  RUNLEVEL=1 apt-get install -y -q --no-install-recommends "${missing[@]}" >"$state/log/apt-install" 2>&1 ||
    fail "cannot install ${missing[*]}: see $state/log/apt-install"
}

# Where apt gets this machine's release from.
debian_mirror() {
  apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Component: main' | head -n 1
}

# apt from another index than the machine's: elsewhere deb|deb-src SUITE APT-GET-ARGUMENT...
elsewhere() {
  local kind=$1 suite=$2 lists=$state/apt/$1-$2
  shift 2
  mkdir -p "$lists/lists/partial"
  local apt=(apt-get -q -o "Dir::Etc::sourcelist=$lists/sources.list" -o Dir::Etc::sourceparts=-
    -o "Dir::State::lists=$lists/lists" -o APT::Sandbox::User=root)
  if [ ! -s "$lists/sources.list" ]; then
    echo "$kind [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) $suite main" >"$lists/new"
    mv "$lists/new" "$lists/sources.list"
    "${apt[@]}" update >"$state/log/apt-$suite" 2>&1 || { rm "$lists/sources.list"; fail "cannot read Debian $suite: see $state/log/apt-$suite"; }
  fi
  "${apt[@]}" "$@" >>"$state/log/apt-$suite" 2>&1 || fail "apt-get $* failed: see $state/log/apt-$suite"
}

# A process is known by its id and its start time, so that a reused id is never taken for it.
born() { [ ! -r "/proc/$1/stat" ] || sed 's/.*) //' "/proc/$1/stat" | awk '$1 != "Z" {print $20}'; }
alive() { # NAME
  local id time
  read -r id time 2>/dev/null <"$state/run/$1" && [ -n "$time" ] && [ "$(born "$id")" = "$time" ]
}
launch() { # NAME COMMAND...
  local name=$1
  shift
  setsid "$@" >"$state/log/$name" 2>&1 </dev/null &
  echo "$! $(born $!)" >"$state/run/$name"
}
halt() { # NAME: ends it and what it started, kindly first
  local id turn
  if alive "$1"; then
    read -r id _ <"$state/run/$1"
    kill "$id"
    for ((turn = 0; turn < 120; turn++)); do pgrep -s "$id" >/dev/null || break; sleep 0.25; done
    for id in $(pgrep -s "$id"); do kill -9 "$id" 2>/dev/null || true; done
  fi
  rm -f "$state/run/$1"
}

# What is at URL matches PATTERN. Read whole before: a reader that leaves early would fail the writer, and the pipe.
answers() {
  local text
  text=$(curl -sf -m 10 "$1") && grep -qi -- "$2" <<<"$text"
}

# Repeats a command until it succeeds: within SECONDS WHAT COMMAND...
within() {
  local seconds=$1 what=$2 end=$((SECONDS + $1))
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || fail "$what: not within $seconds s"
    sleep 0.3
  done
}

# The load generator and its accountant.
bench() { "$root/bench/run.sh" "$@"; }
complete() { # GRAPHQL ACCOUNT WHAT-IT-MEANS-WHEN-NOT
  [ "$(jq .acked "$2")" -gt 0 ] || fail "no load was acknowledged"
  bench Completeness --graphql "$1" --report "$2" --wait 120 || fail "$3"
}

jdk() { dirname "$(dirname "$("$root/build/java.sh")")"; }
