# The Hub. `make help` lists what there is.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PORT
# Files are compiled once and not anew by each test process, also where a machine asks for no bytecode.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo demo-fresh test coverage test-browser check bench contract drill lock messages docs

help:  ## list what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.demo: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.demo

demo: $(VENV)/.demo  ## the demo place on http://localhost:8000 (PORT=… for another); Ctrl-C ends it
	@HUB_DEMO=1 $(BIN)/python manage.py serve --demo

demo-fresh: $(VENV)/.demo  ## the demo place, built anew for today
	@HUB_DEMO=1 $(BIN)/python manage.py serve --demo --fresh

test: $(VENV)/.dev  ## every test that needs no browser and no server, on SQLite
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/journeys --ignore=tests/bench --ignore=tests/drills $(PYTEST_ARGS)

coverage: $(VENV)/.dev  ## which lines the tests run; too slow for each change
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term --cov-fail-under=90 --ignore=tests/journeys --ignore=tests/bench --ignore=tests/drills

test-browser: $(VENV)/.dev  ## the journeys in a real Chromium
	$(BIN)/pytest -q -n 2 --dist loadfile tests/journeys $(PYTEST_ARGS)

check: $(VENV)/.dev  ## style, types, layers, templates, migrations, settings, translations: the list in .pre-commit-config.yaml (ONLY=id for one)
	@$(BIN)/python -m tests.architecture.check $(ONLY)

.PHONY: hooks templates measure
hooks: $(VENV)/.dev  ## run those checks before each commit, as far as the changed files concern them
	$(BIN)/pre-commit install

templates: $(VENV)/.dev  ## format the HTML templates
	@$(BIN)/python -m tests.architecture.templates_check --write

measure: $(VENV)/.dev  ## lengths, docstrings, ignores, tests and circles of imports, app by app (STRICT=1 fails on a missed goal); how people are met
	@$(BIN)/python -m tests.architecture.measure $(if $(STRICT),--strict)
	@$(BIN)/python -m tests.bench.people

bench: $(VENV)/.dev  ## speed over HTTP on this machine: the first path in the demo place (after `make demo`), every page and asking among 10,000 things
	$(BIN)/python -m tests.bench.run

contract: $(VENV)/.dev  ## 5,000 cases against the open interface, as its description has it
	$(BIN)/python -m tests.bench.contract

drill: $(VENV)/.dev  ## back up, wipe and restore; upgrade from an older version, on both databases; withdrawals that race on PostgreSQL
	$(BIN)/python -m tests.drills.run

messages: $(VENV)/.dev  ## gather strings to translate, and compile what is translated
	$(BIN)/python -m tests.architecture.translations_check --write

lock: $(VENV)/.dev  ## write the hashed requirements anew
	$(BIN)/uv pip compile --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-emit-index-url --quiet pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-emit-index-url --quiet pyproject.toml --all-extras --group dev -o requirements-dev.txt

docs: $(VENV)/.dev  ## write the pages of docs/ that come from the code
	$(BIN)/python -m tests.architecture.what_runs --write
