# SPDX-License-Identifier: Apache-2.0
# Bare `make` tells what there is.
MVN ?= mvn -B -ntp

.DEFAULT_GOAL := help
.PHONY: help format format-check

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

format: ## rewrite all Java sources in the one format
	@mkdir -p target && { echo --replace; git ls-files -co --exclude-standard '*.java'; } > target/format.args
	@$(MVN) -q -N -Pformat validate

format-check: ## fail when a Java source is not formatted
	@mkdir -p target && { echo --dry-run; echo --set-exit-if-changed; git ls-files -co --exclude-standard '*.java'; } > target/format.args
	@$(MVN) -q -N -Pformat validate || { echo "Some files are not formatted; run: make format"; exit 1; }
