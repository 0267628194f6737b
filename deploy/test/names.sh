#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Keeps a file of the cluster's names for dnsmasq (CoreDNS is not in Debian) and its volumes writable, until stopped.
# names.sh FILE PROCESS-FILE-OF-DNSMASQ API PKI-FOLDER
set -u
file=$1 dnsmasq=$2 api=$3 pki=$4
ask() { curl -sf -m 5 --cacert "$pki/ca.crt" --cert "$pki/admin.crt" --key "$pki/admin.key" "$api/api/v1/$1"; }

while sleep 1; do
  # Host paths are made for root; provisioners in the field open them to the pod's group.
  chmod 0777 /tmp/hostpath_pv/* 2>/dev/null
  services=$(ask services) && endpoints=$(ask endpoints) || continue
  # A service's name means its own address; a headless one's means its pods, which may have names of their own.
  names=$(printf '%s' "$services $endpoints" | jq -rs '
    def name: "\(.metadata.name).\(.metadata.namespace).svc.cluster.local";
    (.[0].items | map({(name): .spec.clusterIP}) | add) as $own
    | ($own | to_entries[] | select(.value != "None") | "\(.value) \(.key)"),
      (.[1].items[] | name as $name | .subsets[]?.addresses[]?
        | (select($own[$name] == "None") | "\(.ip) \($name)"),
          (select(.hostname) | "\(.ip) \(.hostname).\($name)"))' | sort -u)
  if [ "$names" != "$(cat "$file" 2>/dev/null)" ]; then
    echo "$names" >"$file.new"
    mv "$file.new" "$file"
    read -r process _ <"$dnsmasq" && kill -HUP "$process"
  fi
done
