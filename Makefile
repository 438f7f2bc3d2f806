# Two commands matter: `make run` and `make test`. Both set up what is missing first.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out

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

.venv/run.stamp: pyproject.toml build_spec/setup.sh
	sh build_spec/setup.sh
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/dev.stamp: .venv/run.stamp
	sh build_spec/setup.sh test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

clean:
	rm -rf .venv $(OUT) build dist
