#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A Docker engine of its own (Debian's), with Compose and Buildx, for tests: it touches no other engine.
# engine.sh up       start it, and make the base images that cannot be pulled here
# engine.sh env      what to set: eval "$(deploy/test/engine.sh env)"
# engine.sh down     stop it; its images and volumes stay
source "$(dirname "$0")/lib.sh"

home=$state/engine
export DOCKER_HOST=unix://$home/socket DOCKER_CONFIG=$home/config DOCKER_BUILDKIT=1
docker=/usr/bin/docker # a newer client elsewhere on the path may refuse this engine

plugins() { # Debian 12 has neither plug-in; the next release's run here
  [ ! -x "$DOCKER_CONFIG/cli-plugins/docker-buildx" ] || return 0
  local work
  work=$(mktemp -d)
  (cd "$work" && elsewhere deb trixie download docker-compose docker-buildx)
  for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work"; done
  mkdir -p "$DOCKER_CONFIG/cli-plugins"
  cp "$work"/usr/libexec/docker/cli-plugins/docker-{compose,buildx} "$DOCKER_CONFIG/cli-plugins/"
  rm -rf "$work"
}

start() {
  alive engine && return 0
  needs_root
  packages docker.io docker-compose iptables
  mkdir -p "$home/bin"
  ln -sf "$docker" "$home/bin/docker"
  plugins
  launch engine dockerd --data-root "$home/data" --exec-root "$home/exec" --pidfile "$home/pid" -H "$DOCKER_HOST" \
    --storage-driver overlay2 --exec-opt native.cgroupdriver=cgroupfs
  within 60 "container engine ($state/log/engine)" "$docker" version
}

have() { "$docker" image inspect "$1" >/dev/null 2>&1; }

# Stand-ins under the public names, for a machine that reaches no image registry.
base_images() {
  local work=$home/base
  if ! have debian:bookworm-slim; then
    say "making debian:bookworm-slim from Debian's packages"
    packages debootstrap
    rm -rf "$work"
    debootstrap --variant=minbase --include=ca-certificates bookworm "$work" "$(debian_mirror)" >"$state/log/debootstrap" 2>&1 ||
      fail "debootstrap failed: see $state/log/debootstrap"
    rm -rf "$work"/var/cache/apt/archives/*.deb "$work"/var/lib/apt/lists/* "$work"/usr/share/{doc,man,locale}/*
    tar -C "$work" --exclude='./proc/*' --exclude='./sys/*' --exclude='./dev/*' -c . |
      "$docker" import -c 'CMD ["bash"]' - debian:bookworm-slim >/dev/null
    rm -rf "$work"
  fi
  if ! have eclipse-temurin:25-jdk; then
    say "making eclipse-temurin:25-jdk from this machine's JDK"
    rm -rf "$work"
    mkdir -p "$work"
    cp -rL "$(jdk)" "$work/java"
    rm -f "$work/java/lib/src.zip"
    printf '%s\n' 'FROM debian:bookworm-slim' 'ENV JAVA_HOME=/opt/java/openjdk LANG=C.UTF-8' \
      'ENV PATH=$JAVA_HOME/bin:$PATH' 'COPY java $JAVA_HOME' >"$work/Dockerfile"
    "$docker" build -q -t eclipse-temurin:25-jdk "$work" >/dev/null
    rm -rf "$work"
  fi
  if ! have orrery/sandbox:1; then # what keeps a pod's namespaces open
    printf '%s\n' 'FROM debian:bookworm-slim' 'ENTRYPOINT ["sleep", "infinity"]' | "$docker" build -q -t orrery/sandbox:1 - >/dev/null
  fi
  if ! have node:20-bookworm-slim; then
    say "making node:20-bookworm-slim from this machine's Node.js"
    rm -rf "$work"
    mkdir -p "$work"
    cp -L "$(command -v node)" "$work/node"
    printf '%s\n' 'FROM debian:bookworm-slim' 'COPY node /usr/local/bin/node' 'CMD ["node"]' >"$work/Dockerfile"
    "$docker" build -q -t node:20-bookworm-slim "$work" >/dev/null
    rm -rf "$work"
  fi
}

stop() {
  halt engine
  local mount
  for mount in $(awk -v home="$home/" 'index($2, home) == 1 {print $2}' /proc/mounts | sort -r); do umount -l "$mount"; done
}

case ${1:-} in
  up) start; base_images ;;
  env) echo "export DOCKER_HOST=$DOCKER_HOST DOCKER_CONFIG=$DOCKER_CONFIG DOCKER_BUILDKIT=1 PATH=$home/bin:\$PATH" ;;
  down) stop ;;
  *) usage ;;
esac
