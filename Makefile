# Two commands matter: `make run` and `make test`. Both set up what is missing first; a second call starts at once.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test lint bench clean
.DELETE_ON_ERROR:

run: .venv/run.stamp
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/parkgrade --sample; \
	else exec $(BIN)/parkgrade demo --out $(OUT); fi

test: .venv/dev.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadfile

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

# A virtual environment that was left half made has a python but no pip: it is made anew.
.venv/run.stamp: pyproject.toml build_spec/setup.sh
	sh build_spec/setup.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(PIP) -e .
	@touch $@

.venv/dev.stamp: .venv/run.stamp
	sh build_spec/setup.sh test
	$(PIP) -e '.[dev]'
	@touch $@

clean:
	rm -rf .venv $(OUT) build dist
