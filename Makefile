# Two commands: `make demo` extracts records from corpus/, `make test` runs all checks.
# Each makes .venv when it has to. Everything is installed from hash-pinned files.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
INSTALL := $(BIN)/python -m uv pip install --quiet --compile-bytecode --python $(BIN)/python
export UV_LINK_MODE ?= copy
export UV_NO_CONFIG = 1

.PHONY: demo test check bench lock clean

demo: $(VENV)/.run
	$(BIN)/newsclaims run corpus --metadata corpus/metadata.csv --out run/demo --fresh
	$(BIN)/newsclaims show run/demo

test: check
	$(BIN)/python -m pytest tests

check: $(VENV)/.dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/speed.py

# uv and the build backend, hash-checked by the venv's own pip
$(VENV)/.tools: requirements/build.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock
	touch $@

$(VENV)/.run: requirements/run.lock pyproject.toml $(VENV)/.tools
	$(INSTALL) --require-hashes -r requirements/run.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	$(INSTALL) --require-hashes -r requirements/dev.lock
	touch $@

COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate
lock: $(VENV)/.tools
	$(COMPILE) requirements/build.in -o requirements/build.lock
	$(COMPILE) pyproject.toml -c requirements/build.lock -o requirements/run.lock
	$(COMPILE) --all-extras --group dev pyproject.toml -c requirements/run.lock -c requirements/build.lock -o requirements/dev.lock

clean:
	rm -rf $(VENV)
