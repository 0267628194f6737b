#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Holds every backend, in every version named here, to the storage contract, with real servers that
# the tests start themselves. Ends with a table backend × contract group: passed/all, or what failed.
# usage: build/test-stores.sh [label...]     only these rows
set -u
cd "$(dirname "$0")/.."
mvn="${MVN:-mvn -B -ntp}"
build/requirements.sh maven || exit 1
reports=target/test-stores
rm -rf "$reports"
mkdir -p "$reports"
wanted=" $* "

# A row: label, module, test class or class#method, options that choose the version.
row() {
  label=$1 module=$2 test=$3
  shift 3
  [ "$wanted" = "  " ] || case $wanted in *" $label "*) ;; *) return 0 ;; esac
  echo "== $label"
  class=${test%%#*}
  rm -f "$module"/target/surefire-reports/TEST-*."$class".xml
  $mvn -q test -pl "$module" -Dtest="$test" "$@" > "$reports/$label.log" 2>&1 || tail -30 "$reports/$label.log"
  cp "$module"/target/surefire-reports/TEST-*."$class".xml "$reports/$label.xml" 2>/dev/null ||
    echo "<testcase classname=\"none\"><failure/></testcase>" > "$reports/$label.xml"
}

$mvn -q install -DskipTests -pl store-jdbc,store-elasticsearch,store-influxdb,e2e -am || exit 1
make -s dist || exit 1

row sqlite store-jdbc SqliteStorageTest
row h2 store-jdbc H2StorageTest
row mariadb-debian store-jdbc MariaDbStorageTest
row mariadb-11.4.5 store-jdbc MariaDbStorageTest -Dorrery.mariadb=11.4.5
row postgresql-debian store-jdbc PostgreSqlStorageTest
row postgresql-18.4.0 store-jdbc PostgreSqlStorageTest -Dorrery.postgresql=18.4.0
row mariadb-outages store-jdbc MariaDbOutageTrial
row postgresql-outages store-jdbc PostgreSqlOutageTrial
row influxdb-1 store-influxdb InfluxStorageTest
for version in elasticsearch-7.17.29 elasticsearch-8.19.21 elasticsearch-9.5.3 opensearch-2.19.6 opensearch-3.6.0; do
  row "$version" store-elasticsearch ElasticsearchStorageTest "-Dorrery.elasticsearch=$version"
  row "$version-behind" store-elasticsearch BehindOurBackTest "-Dorrery.elasticsearch=$version"
  row "$version-binary" e2e StoresTest#elasticsearch "-Dorrery.elasticsearch=$version"
done
row elasticsearch-password store-elasticsearch ElasticsearchStorageTest -Dorrery.elasticsearch.security=PASSWORD
row elasticsearch-tls store-elasticsearch ElasticsearchStorageTest -Dorrery.elasticsearch.security=TLS
row elasticsearch-8-tls store-elasticsearch ElasticsearchStorageTest \
  -Dorrery.elasticsearch=elasticsearch-8.19.21 -Dorrery.elasticsearch.security=TLS
row elasticsearch-9-password store-elasticsearch ElasticsearchStorageTest \
  -Dorrery.elasticsearch=elasticsearch-9.5.3 -Dorrery.elasticsearch.security=PASSWORD
row elasticsearch-snapshot store-elasticsearch SnapshotTrial
row elasticsearch-secrets store-elasticsearch SecurityTrial
row elasticsearch-outages store-elasticsearch OutageTrial
row elasticsearch-full-disk store-elasticsearch FullDiskTrial
row elasticsearch-three store-elasticsearch ThreeNodesTest

awk '
  FNR == 1 { label = FILENAME; sub(/.*\//, "", label); sub(/\.xml$/, "", label); labels[++count] = label }
  /<testcase / {
    group = "Storage"
    if (match($0, /classname="[^"]*\$[A-Za-z]*"/)) {
      group = substr($0, RSTART, RLENGTH); sub(/.*\$/, "", group); sub(/"/, "", group)
    } else if ($0 !~ /StorageTest"/) {
      group = "Outages"
    }
    if (!(group in seen)) { seen[group] = 1; groups[++kinds] = group }
    all[label, group]++
  }
  /<failure|<error/ { bad[label, group]++; failed++ }
  END {
    printf "%-30s", ""
    for (g = 1; g <= kinds; g++) printf " %12s", groups[g]
    print ""
    for (l = 1; l <= count; l++) {
      printf "%-30s", labels[l]
      for (g = 1; g <= kinds; g++) {
        n = all[labels[l], groups[g]] + 0; b = bad[labels[l], groups[g]] + 0
        printf " %12s", b ? b " FAILED" : (n ? n "/" n : "-")
      }
      print ""
    }
    exit failed > 0 || count == 0
  }' "$reports"/*.xml
