# Lethe: every task of the repository. `make` alone lists them.
SHELL := /bin/bash
.NOTPARALLEL:

CONFIG ?= debug
BIN    := .build/$(CONFIG)
VENV   := .build/venv
# Outside implementations that `make accept` compares ours with.
PEERS  := cryptography oblivious pymerkle holidays==0.109 python-dateutil shamir-mnemonic==0.3.0

# What `make bench` compares decisions and envelopes with.
BENCH_VENV  := Benchmarks/.build/venv
BENCH_PEERS := cedarpy==4.12.2 regopy==1.5.2 tink==1.16.1

.PHONY: help demo test residue check accept bench build lint layers non-compiling packages venv bench-venv clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## build, then store, read, amend, erase and verify on real documents
	@scripts/demo $(BIN)

test: packages ## build and run every test
	swift build --build-tests
# Vaults with their deadlines last, and by themselves: what only computes would take the processors away from them.
	swift test --skip IntegrationTests
	swift test --filter IntegrationTests

residue: packages ## erase in a real vault, then look for what is left of the erased, everywhere
	swift build --product residue-search
	$(BIN)/residue-search --patients 60

check: lint layers build non-compiling test ## what every change must pass

accept: venv ## check, with outside Python tools beside ours, then the demo
	LETHE_ACCEPT=1 PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(MAKE) check
	$(MAKE) residue
	$(MAKE) demo

bench: packages bench-venv ## measure, each figure beside its limit
	swift run -c release --package-path Benchmarks benchmarks

build: packages ## build both programs (CONFIG=release for the optimised ones)
	swift build -c $(CONFIG) --product lethe
	swift build -c $(CONFIG) --product lethe-verify

lint: ## formatting, documentation and demo documents, strict
	swift format lint --strict --recursive Package.swift Plugins Sources Tests Benchmarks/Package.swift Benchmarks/Sources
	Demo/generate.py --check

layers: ## no module imports upwards; `unsafe` only where it may be
	scripts/check-layers --self-test
	scripts/check-layers

non-compiling: ## misuse of a secret is a compiler error
	scripts/check-non-compiling

packages: ## install what the system lacks, by name, after saying so
	@scripts/ensure-packages

venv: # the outside Python tools, in a folder that `make clean` removes
	@test -x $(VENV)/bin/python3 || python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check $(PEERS)

bench-venv: # Cedar, Rego and Tink; without them their rows say why they are empty
	-@test -x $(BENCH_VENV)/bin/python3 || python3 -m venv $(BENCH_VENV)
	-@$(BENCH_VENV)/bin/pip install --quiet --disable-pip-version-check $(BENCH_PEERS)

clean: ## remove everything that was built
	rm -rf .build Benchmarks/.build demo
