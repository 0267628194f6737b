#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Starts what the arguments say: oap, up, ui, config, version … Without a command, or with options
# only (-Dmode=init), it is the one of the image: $ORRERY_COMMAND, or oap.
set -eu
home=/skywalking

# A file in ext-config takes the place of the one of the same name in config. Nothing is copied,
# so the root file system can be read-only.
if [ -z "${SW_ORRERY_CONFIG:-}" ]; then
  for folder in ext-config config; do
    if [ -e "$home/$folder/orrery.yaml" ]; then
      export SW_ORRERY_CONFIG="$home/$folder/orrery.yaml"
      break
    fi
  done
fi
if [ -e "$home/ext-config/application.yml" ]; then
  echo "orrery: ext-config/application.yml is SkyWalking's and is not read; set its SW_* names in the environment" >&2
fi

case ${1:-} in
  '') set -- "${ORRERY_COMMAND:-oap}" ;;
  -h | --help | -V | --version) ;;
  -*) set -- "${ORRERY_COMMAND:-oap}" "$@" ;;
  bash | sh | jcmd | java) exec "$@" ;;
esac
exec "$home/bin/orrery" "$@"
