# SPDX-License-Identifier: Apache-2.0
# Bare `make` tells what there is.
MVN ?= mvn -B -ntp

.DEFAULT_GOAL := help
.PHONY: help build dist images demo test test-stores test-deploy bench docs format format-check clean

help: ## this list
	@echo "Orrery: make TARGET"
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## compile everything and run the checks of the compiler
	@build/requirements.sh maven node
	@$(MVN) -q install -DskipTests

dist: ## put dist/orrery together: bin/orrery, thin lib/, prepared for a fast start
	@build/requirements.sh maven node
	@echo "building (some minutes the first time)"
	@$(MVN) -q package -DskipTests -pl server,bench -am
	@build/dist.sh

images: ## build the images orrery/oap and orrery/ui with Docker (TAG=, PLATFORM=), and their bills of materials
	@build/requirements.sh maven
	@$(MVN) -q package -DskipTests -pl server,bench -am
	@deploy/images/build.sh

demo: ## run Orrery with live traffic of a small shop; Ctrl-C stops both, data stays in ./data
	@build/demo.sh

test: ## everything a change must pass: format, compiler, unit, contract and end-to-end tests
	@build/test.sh

test-deploy: ## images, Compose, Kubernetes and Helm for real, on a container engine and a cluster of its own (root)
	@deploy/test/run.sh
test-stores: ## every store in every version against its real server; ends in a table
	@build/test-stores.sh

bench: ## measure: segments a second, CPU seconds per 1,000, memory, freshness, completeness
	@build/requirements.sh maven node
	@[ -x dist/orrery/bin/orrery ] || $(MAKE) -s dist
	@bench/run.sh Bench

docs: ## write docs/configuration.md and docs/metrics.md from the code
	@build/requirements.sh maven node
	@$(MVN) -q package -DskipTests -pl server -am
	@$$(build/java.sh) -cp "server/target/classes:server/target/lib/*" orrery.server.docs.Documents docs

format: ## rewrite all Java sources in the one format
	@mkdir -p target && { echo --replace; git ls-files -co --exclude-standard '*.java'; } > target/format.args
	@$(MVN) -q -N -Pformat validate

format-check: ## fail when a Java source is not formatted
	@mkdir -p target && { echo --dry-run; echo --set-exit-if-changed; git ls-files -co --exclude-standard '*.java'; } > target/format.args
	@$(MVN) -q -N -Pformat validate || { echo "Some files are not formatted; run: make format"; exit 1; }

clean: ## remove what was built; data and dependencies stay
	@rm -rf dist target */target
