# make          everything set up, and the reports of raw/ turned into the tables of extracted/
# make test     the tests
# make help     the rest
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIPELINE := $(BIN)/python -m pipeline
RAW ?= raw
OUT ?= extracted
GOLD ?= tests/gold
RUN_OPTIONS := --raw $(RAW) --out $(OUT) $(if $(ONLY),--only '$(ONLY)') $(if $(FORCE),--force) $(if $(JOBS),--jobs $(JOBS))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := all
.PHONY: all help ingest segment figures write review stats merge-reviews validate evaluate test lint check bench dictionary lock clean
.DELETE_ON_ERROR:

all: $(VENV)/run ## Set up what is missing and turn raw/ into extracted/ (ONLY='un*.pdf' for some, FORCE=1 for all anew)
	@$(PIPELINE) run $(RUN_OPTIONS)

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

ingest: $(VENV)/run ## Only read the reports
	@$(PIPELINE) ingest $(RUN_OPTIONS)

segment: $(VENV)/run ## Only find sections, findings and ratings
	@$(PIPELINE) segment $(RUN_OPTIONS)

figures: $(VENV)/run ## Only find figures
	@$(PIPELINE) figures $(RUN_OPTIONS)

write: $(VENV)/run ## Write the tables
	@$(PIPELINE) write $(RUN_OPTIONS)

review: $(VENV)/run ## Check the rows one by one in the browser
	@$(PIPELINE) review --raw $(RAW) --out $(OUT)

stats: $(VENV)/run ## Count what reviewers accepted, edited and rejected
	@$(PIPELINE) stats --out $(OUT)

merge-reviews: $(VENV)/run ## Join other people's reviews.csv (FILES='a.csv b.csv')
	@$(PIPELINE) merge-reviews --out $(OUT) $(FILES)

validate: $(VENV)/run ## Check extracted/ against its description
	@$(PIPELINE) validate --out $(OUT)

evaluate: $(VENV)/run ## Hold extracted/ against hand labels (GOLD=folder)
	@$(PIPELINE) evaluate --gold $(GOLD) --out $(OUT)

test: $(VENV)/dev ## Run the tests
	@$(BIN)/python -m pytest -n auto

lint: $(VENV)/dev ## Lint, formatting, types and the import contract
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test ## Everything CI runs

bench: $(VENV)/bench ## Measure speed beside other readers (PDF='a.pdf b.pdf')
	@PYTHONPATH=. $(BIN)/python bench/reading.py $(PDF)
	@PYTHONPATH=. $(BIN)/python bench/figures.py

dictionary: $(VENV)/run ## Put the data dictionary into the README
	@$(PIPELINE) dictionary

lock: ## Pin the newest allowed versions anew (needs uv)
	uv pip compile pyproject.toml --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q -c requirements.lock -o requirements-dev.lock
	uv pip compile pyproject.toml --extra dev --extra bench --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q -c requirements-dev.lock -o requirements-bench.lock

clean: ## Remove what can be made again; raw/ and extracted/ are left alone
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# The environment, made once and again when a lock changes.
$(VENV)/run: requirements.lock | $(BIN)/python
	@echo "Installing what the pipeline needs into $(VENV) …"
	@$(PIP) -r $< && touch $@

$(VENV)/dev: requirements-dev.lock | $(BIN)/python
	@echo "Installing what the tests need into $(VENV) …"
	@$(PIP) -r $< && touch $@ $(VENV)/run

$(VENV)/bench: requirements-bench.lock | $(BIN)/python
	@$(PIP) -r $< && touch $@ $(VENV)/run $(VENV)/dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with make PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "The venv module is missing: apt-get install python3-venv, then make again."; exit 1; }
