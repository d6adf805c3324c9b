# `make serve` and `make test` need Python 3.11+ and the package registries, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt
JNEXUS_HOME ?= $(CURDIR)/.home
export JNEXUS_HOME
# Each module is compiled once, not in every process that imports it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: serve test lint clean

serve: $(VENV)/.serve
	$(BIN)/jnexus serve

test: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses=3 --dist=loadfile --no-loadscope-reorder

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the program needs; this takes a few minutes the first time."
	$(INSTALL) -e .
	touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the tests need; this takes a few minutes the first time."
	$(INSTALL) -e '.[models,dev]'
	touch $@

clean:
	rm -rf $(VENV) .home build dist *.egg-info
