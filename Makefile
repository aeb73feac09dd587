# scorelab: `make run` shows the first result, `make test` proves it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEOPLE ?= 300000
OUT ?= runs/first
SLOWEST ?= 10
EXAMPLES ?= 1000

.PHONY: setup run test check campaign compiled lint browser bench lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

run: setup
	rm -rf $(OUT)
	$(BIN)/scorelab run blank as-documented-2018 as-reported-2018 --set time.start=2018-01-01 \
	  --people $(PEOPLE) --out $(OUT) --report

# ruff, mypy and every test.
test: setup browser
	$(MAKE) --no-print-directory -j 2 lint compiled
	$(BIN)/python -m pytest -n 2 --durations=$(SLOWEST)

# The two-minute subset.
check: lint
	$(BIN)/python -m pytest -n 2 -m "not slow and not long" --maxfail=3

# Many more scenarios in which engine and reference must agree, with every array access checked; and the longest tests.
campaign: setup
	$(BIN)/python -m pytest -m long
	SCORELAB_EXAMPLES=$(EXAMPLES) SCORELAB_CACHE=$(VENV)/checked NUMBA_BOUNDSCHECK=1 \
	  $(BIN)/python -m pytest -m "long or not long" tests/engine/test_equality.py tests/engine/test_extremes.py \
	  tests/engine/test_scoring_extremes.py

# The engine, compiled once for all processes of the tests.
compiled: setup
	rm -rf $(VENV)/first
	$(BIN)/scorelab run blank --people 1000 --days 1 --out $(VENV)/first --json > $(VENV)/first.json
	rm -rf $(VENV)/first $(VENV)/first.json

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy

# The page is tested in a real browser: Debian's Chromium, installed where that is possible.
browser:
	@if command -v chromium >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then \
	  sudo apt-get update -qq && sudo apt-get install -y -qq chromium >/dev/null; \
	else echo "no chromium here: the tests of the page in a browser will be skipped"; fi

bench: setup
	$(BIN)/scorelab bench

# Renew the locked dependencies.
lock: setup
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --all-build-deps \
	  --extra test --extra dev --extra dask --extra sensitivity --extra arrays --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --no-emit-options --no-header --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
