# Everything a person needs: `make run` and `make test`. The rest is for those who build.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
FILE ?=
KINDS ?=
PY := .venv/bin/python
READY := .venv/.ready-$(shell cat pyproject.toml .ci/prepare 2>/dev/null | sha256sum | cut -c1-16)

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

$(READY): pyproject.toml .ci/prepare
	@.ci/prepare environment
	@rm -f .venv/.ready-*
	@touch $@

run: $(READY) ## open the sample report in the window (FILE=… another one)
	@.ci/prepare window
	@.ci/prepare display || exit 0; $(PY) -m reviewer "$${FILE:-seeds/luohe-2023-inspection-report.txt}"

demo: $(READY) ## without a window: annotate the sample report, export DOCX and PDF, draw the window
	@.ci/prepare window
	@.ci/demo

screens: $(READY) ## draw every screen at three sizes into build/screens/
	@.ci/prepare window
	@QT_QPA_PLATFORM=offscreen $(PY) .ci/screens.py build/screens

test: $(READY) ## run the whole suite, headless
	@.ci/prepare window
	@.ci/prepare tools
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q

lint: $(READY) ## format, ruff, mypy, import rules
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-cache

check: lint test ## what every commit that matters has passed

bench: $(READY) ## measure; writes build/bench.json
	@.ci/prepare window
	@mkdir -p build
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.benchmarks build/bench.json

fuzz: $(READY) ## break files by the ten thousand, look what comes of them (KINDS="docx pdf …")
	@.ci/prepare tools
	@$(PY) -m tests.fuzz $(KINDS)
	@EVERY_REPORT=1 $(PY) -m pytest -q tests/importers/test_same_report.py

format: $(READY) ## put the code into its form
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix .

clean: ## take away what was made
	@rm -rf build .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

export FILE
.PHONY: help run demo screens test lint check bench fuzz format clean
