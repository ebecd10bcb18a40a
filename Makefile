# make demo: see it.  make test: everything that must hold.  Both make their own virtual environment in .venv.

ifeq ($(origin PYTHON), undefined)
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$name; break; }; done)
endif
PORT ?= 8080
WORKERS ?= auto
UPGRADE ?= --upgrade
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test test-alone check lint format types bench pictures lock clean

help:
	@echo 'make demo     the sample province, the bot and a stand-in for LINE at http://127.0.0.1:$(PORT)'
	@echo 'make test     lint, types and all tests'
	@echo 'make test-alone  a short part of the tests in a folder with nothing beside it'
	@echo 'make check    lint and types'
	@echo 'make format   set the code as the lint wants it'
	@echo 'make bench    figures: events and ticks per second, the bill of a month, the taps of a report'
	@echo 'make pictures draw the pictures of README and manual anew, from the imports and from a running demo'
	@echo 'make lock     renew the locked versions (UPGRADE= keeps what still fits)'
	@echo 'make clean    forget the virtual environment, caches and the demo'

demo: .venv/run.stamp
	@$(BIN)/kaona demo --port $(PORT)

test: check
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(TESTS)
	@$(if $(TESTS),,$(MAKE) --no-print-directory test-alone)

test-alone: .venv/dev.stamp
	@$(BIN)/python -m tests.alone -n $(WORKERS)

check: lint types

lint: .venv/dev.stamp
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo 'The code is not set as it should be: run make format'; exit 1; }

types: .venv/dev.stamp
	@$(BIN)/mypy

format: .venv/dev.stamp
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

bench: .venv/dev.stamp
	@for each in tests/benchmarks/bench_*.py; do \
		echo "== $$each"; $(BIN)/python -m "$$(echo "$${each%.py}" | tr / .)" || exit 1; done

pictures: .venv/dev.stamp
	@$(BIN)/python -m tests.drawings.architecture
	@$(BIN)/python -m tests.drawings.signs
	@$(BIN)/python -m tests.drawings.screenshots

# The tool that resolves is not part of what it locks. The files are tested before they are committed: make test.
lock: | .venv/made.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade uv
	@requirements/renew $(BIN)/uv $(UPGRADE)

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info var/demo

# What is installed is older than what is asked for, or was never there.
.venv/run.stamp: pyproject.toml requirements.txt | .venv/made.stamp
	@echo 'Installing the program into .venv (once; takes a minute) …'
	@requirements/install run
	@touch $@

.venv/dev.stamp: pyproject.toml requirements/dev.txt | .venv/made.stamp
	@echo 'Installing the program and the tools that check it into .venv (once; takes a minute or two) …'
	@requirements/install dev
	@touch $@ .venv/run.stamp

.venv/made.stamp:
	@test -n '$(PYTHON)' || { echo 'Kaona needs Python 3.11 or newer: install it, or name it: make PYTHON=/path/to/python'; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Kaona needs Python 3.11 or newer; $(PYTHON) is not'; exit 1; }
	@'$(PYTHON)' -m venv .venv >/dev/null 2>&1 \
		|| { rm -rf .venv; echo 'Python cannot make a virtual environment here: on Debian and Ubuntu, apt install python3-venv'; exit 1; }
	@touch $@
