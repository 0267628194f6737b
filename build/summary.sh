#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Adds up what the test reports of all modules say.
cd "$(dirname "$0")/.." || exit 1
awk -F'"' '
  /<testsuite / {
    module = FILENAME; sub(/\/target.*/, "", module)
    for (i = 1; i < NF; i++) {
      if ($i ~ / tests=$/) tests[module] += $(i + 1)
      if ($i ~ / (errors|failures)=$/) bad[module] += $(i + 1)
      if ($i ~ / skipped=$/) skipped[module] += $(i + 1)
    }
  }
  END {
    for (module in tests) {
      printf "%-12s %5d tests, %d failed, %d skipped\n", module, tests[module], bad[module], skipped[module] | "sort"
      all += tests[module]; allBad += bad[module]; allSkipped += skipped[module]
    }
    close("sort")
    printf "%d passed, %d failed, %d skipped\n", all - allBad - allSkipped, allBad, allSkipped
  }' */target/surefire-reports/TEST-*.xml 2>/dev/null
