# Polyleaf's commands. build, test, lint and format do their own set-up, once: see scripts/bootstrap.py.
.DEFAULT_GOAL := help
.PHONY: help build test lint bench fuzz verapdf verapdf-tools format clean

# The first Python that is new enough; or say which: make build PYTHON=/path/to/python3
PYTHON = $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; assert sys.version_info >= (3, 11); print(sys.executable)' 2>/dev/null && break; \
	done)

# What pytest is told besides: make test TESTFLAGS="-k fonts"
TESTFLAGS := -n auto

# Which PDFs veraPDF judges: make verapdf FILES="a.pdf b.pdf"; otherwise all of build/
FILES :=

# What the bench is told besides: make bench BENCHFLAGS="--quick", or --full, --languages, --help
BENCHFLAGS :=

# What the fuzzer is told besides: make fuzz FUZZFLAGS="--inputs 50000 --target catalog", or --help
FUZZFLAGS :=

BIN := .venv/bin
RUNTIME := .venv/.ready
TOOLS := .venv/.ready-dev
RIVALS := .venv/.ready-bench

# Where Homebrew keeps Pango, which a Python from elsewhere would not find.
ifeq ($(shell uname -s),Darwin)
WITH_LIBRARIES := DYLD_FALLBACK_LIBRARY_PATH="$${DYLD_FALLBACK_LIBRARY_PATH:-/opt/homebrew/lib:/usr/local/lib:/usr/lib}"
endif

define bootstrap
@python="$(PYTHON)"; test -n "$$python" || \
	{ echo "error: Polyleaf needs Python 3.11 or newer; none is on PATH" >&2; exit 1; }; \
	$(WITH_LIBRARIES) "$$python" scripts/bootstrap.py
endef

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf 'make %-8s%s\n' "$$name" "$$text"; done

build: $(RUNTIME) ## Make every PDF of the catalogue, in build/
	$(WITH_LIBRARIES) $(BIN)/polyleaf build

test: $(TOOLS) ## Run the tests
	@$(BIN)/python scripts/verapdf.py --try-fetch
	$(WITH_LIBRARIES) $(BIN)/python -m pytest $(TESTFLAGS)

lint: $(TOOLS) ## Check style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(RIVALS) ## Print ratios of times, memory and sizes; see build/bench/
	$(WITH_LIBRARIES) PYTHONPATH=scripts $(BIN)/python -m benchmark $(BENCHFLAGS)

fuzz: $(TOOLS) ## Feed every reader with a million spoilt files; see build/fuzz/
	$(WITH_LIBRARIES) PYTHONPATH=scripts nice $(BIN)/python -m fuzzing $(FUZZFLAGS)

verapdf-tools: $(RUNTIME)
	$(BIN)/python scripts/verapdf.py --fetch

verapdf: $(RUNTIME) ## Hold the PDFs of build/ against PDF/UA and PDF/A; fetches veraPDF
	$(BIN)/python scripts/verapdf.py $(FILES)

format: $(TOOLS) ## Put the code in the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## Delete what was built, and caches; .venv stays
	rm -rf build dist .polyleaf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests scripts -name __pycache__ -prune -exec rm -rf {} +

$(RUNTIME): pyproject.toml constraints.txt
	$(bootstrap)
	@touch $@

$(TOOLS): $(RUNTIME)
	$(bootstrap) --extra dev
	@touch $@

$(RIVALS): $(RUNTIME)
	$(bootstrap) --extra bench
	@touch $@
