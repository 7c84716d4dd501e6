# make run    set everything up, answer a sample question, then serve (Ctrl-C stops it)
# make test   every check: style, types, import rules, knowledge, tests
# make bench  measure start-up, latency and memory
# make lock   write the lock files anew after a change of dependencies

PYTHON ?= python3
BIN := .venv/bin
SAMPLE := Onze koekjes breken in de verpakking, wie kan ons helpen?
CASES := tests/cases/twenty_sectors.jsonl
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --strip-extras \
  --unsafe-package torch

.PHONY: run test bench lock

run: .venv/runtime
	$(BIN)/flipped-tto model prepare
	$(BIN)/flipped-tto ask "$(SAMPLE)"
	$(BIN)/flipped-tto serve

test: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/flipped-tto knowledge lint
	$(BIN)/pytest

bench: .venv/runtime
	$(BIN)/flipped-tto bench --cases $(CASES)

lock: .venv/dev
	$(COMPILE) -o locks/runtime.txt pyproject.toml
	$(COMPILE) --extra dev -c locks/runtime.txt -o locks/dev.txt pyproject.toml

# torch stands apart: its CPU build has another hash than the one on PyPI. It comes first, with what it needs; the lock then
# sets every other version, so nothing is resolved twice.
.venv/runtime: pyproject.toml locks/runtime.txt locks/torch.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement locks/torch.txt
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement locks/runtime.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@

.venv/dev: .venv/runtime locks/dev.txt
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement locks/dev.txt
	touch $@
