# `make serve` and `make test` need Python 3.11+ and the package registries, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JNEXUS_HOME ?= $(CURDIR)/.home
export JNEXUS_HOME

.PHONY: serve test lint clean

serve: $(VENV)/.serve
	$(BIN)/jnexus serve

test: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[models,dev]'
	touch $@

clean:
	rm -rf $(VENV) .home build dist *.egg-info
