# `make run` and `make test` do all the set-up themselves. Needs Python 3.11 or later and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PYTHONHASHSEED := 0

.PHONY: run test lint floors bench clean

run: .venv/ready
	@$(BIN)/saripati extract corpus/samples -o extracted/samples --show

test: .venv/ready
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: .venv/ready
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

floors: .venv/ready
	@$(BIN)/python benchmarks/floors.py

# the peers that benchmarks/ measures against, in the same .venv
bench: .venv/ready
	@$(BIN)/python -m pip install -qq --require-hashes -r benchmarks/requirements.lock

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Saripati needs Python 3.11 or later; set PYTHON=…"; exit 2; }
	@echo "Setting up .venv (once) …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/ready

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache
