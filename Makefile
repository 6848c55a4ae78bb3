# Two commands do all the set-up: `make run` and `make test`.
# The first Python that runs and is new enough (a name alone may be a shim without a Python behind it).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check bench soak fuzz reloaded screenshots format clean

# Opens the window; where there is no display it says so and shows the program in pictures instead.
run: $(READY)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ] || [ "$$(uname)" != Linux ]; then \
		$(BIN)/annotator $(ARGS); \
	else \
		echo "There is no display here, so no window can open. This is the tour instead:"; \
		$(BIN)/annotator tour --out "$(or $(OUT),screenshots)"; \
	fi

test: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(READY)
	@sh packaging/system-packages.sh bench
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks --json bench.json $(ARGS)

# Kills, starves and damages the program over and over; some minutes. `make soak ARGS=kills` does one of them.
soak: $(READY)
	$(BIN)/python -m tests.soak --json soak.json $(ARGS)

# An hour by default; SECONDS=600 makes it ten minutes.
fuzz: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),3600) $(ARGS)

# The way out, should whoosh3 stop being kept up: the tests of the index on another Whoosh, which isn't kept up either.
reloaded: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target build/reloaded \
		Whoosh-Reloaded cached-property
	PYTHONPATH=build/reloaded $(BIN)/python -m pytest -W ignore -n auto tests/unit -k "test_search"

screenshots: $(READY)
	$(BIN)/annotator tour --out "$(or $(OUT),screenshots)"

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist screenshots bench.json soak.json .mypy_cache .ruff_cache .hypothesis

$(READY): pyproject.toml packaging/system-packages.sh
	@sh packaging/system-packages.sh
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed: install it, then try again."; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@echo "Installing Annotator and what it needs into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
