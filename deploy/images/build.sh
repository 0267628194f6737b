#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds orrery/oap and orrery/ui with the container engine of the environment (DOCKER_HOST) from
# what Maven has packaged, and lists what is in them: dist/images/{oap,ui}.cdx.json (CycloneDX).
#
# TAG       the tag, default Orrery's version
# PLATFORM  linux/amd64 or linux/arm64, default the engine's own; several at once need a registry:
#           docker buildx bake -f deploy/images/bake.hcl --push
# BASE, JDK base images, default debian:bookworm-slim and eclipse-temurin:25-jdk
set -eu
cd "$(dirname "$0")/../.."
context=dist/image
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
tag=${TAG:-$version}
revision=$(git rev-parse HEAD 2> /dev/null || echo unknown)
created=$(git log -1 --format=%cI 2> /dev/null || echo 1970-01-01T00:00:00Z)

build/assemble.sh "$context/app"
mkdir -p "$context/tools/load" dist/images
cp build/Train.java deploy/images/Natives.java "$context/tools/"
rm -rf "$context/tools/load"/*
cp -R bench/target/classes bench/target/lib "$context/tools/load/"
cp deploy/images/oap/docker-entrypoint.sh deploy/images/oap/healthcheck.sh "$context/"
[ "${1:-}" != --only-context ] || exit 0

docker build ${PLATFORM:+--platform "$PLATFORM"} -f deploy/images/oap/Dockerfile -t "orrery/oap:$tag" \
  ${BASE:+--build-arg "BASE=$BASE"} ${JDK:+--build-arg "JDK=$JDK"} \
  --build-arg "VERSION=$version" --build-arg "REVISION=$revision" --build-arg "CREATED=$created" "$context"
docker build ${PLATFORM:+--platform "$PLATFORM"} -f deploy/images/ui/Dockerfile -t "orrery/ui:$tag" \
  --build-arg "OAP=orrery/oap:$tag" deploy/images/ui

for name in oap ui; do
  docker run --rm --network none --entrypoint /bin/sh "orrery/$name:$tag" -c \
    'cd lib && sha256sum *.jar && echo == && cat /opt/jre/release && echo == && cat /var/lib/dpkg/status' |
    "$(build/java.sh)" deploy/images/Sbom.java "orrery/$name" "$version" server/target/lib.list \
      > "dist/images/$name.cdx.json"
  docker image inspect -f "orrery/$name:$tag {{.Architecture}}, {{.Size}} bytes" "orrery/$name:$tag"
done
