# hoidap: `make run` opens the page, `make test` checks everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
# Debian packages for scans, old Word files and the browser tests; the program works without them, with less.
PACKAGES := python3-venv chromium chromium-driver tesseract-ocr tesseract-ocr-vie poppler-utils catdoc antiword \
	libreoffice-writer-nogui libreoffice-calc-nogui fonts-dejavu-core

.DEFAULT_GOAL := help
.PHONY: help install system run test lint fmt unit goldens bench compare model lock wheels image clean attack

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(VENV)/.installed  ## make .venv with everything pinned, and system packages where possible

system: .apt-done

.apt-done:
	@sh scripts/install_system.sh $(PACKAGES)
	@touch $@

$(VENV)/.installed: requirements-dev.lock requirements-torch.lock pyproject.toml | system
	@sh scripts/make_venv.sh $(PYTHON) $(VENV)
	@sh scripts/install_locked.sh $(BIN)/python requirements-dev.lock
	@touch $@

lock: install  ## renew requirements.lock and requirements-dev.lock from pyproject.toml
	@$(BIN)/python -m pip install -qq uv
	@$(BIN)/python scripts/lock.py

wheels: install  ## fetch what the image needs, so that it can be built without a network
	@$(BIN)/python -m pip download -qq --no-deps --require-hashes -d wheels -r requirements.lock
	@$(BIN)/python -m pip download -qq --no-deps --require-hashes -d wheels -r requirements-torch.lock

image: ## build the container image; ./wheels is used where it is there
	@docker build -t hoidap .

run: install  ## open the page at http://127.0.0.1:7860
	@$(BIN)/hoidap ui

test: install lint  ## lint, types, layers, unit, golden and browser tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

unit: install  ## the tests that need no browser
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m 'not e2e'

lint: install  ## style, types and the direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fmt: install  ## format and fix what can be fixed
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

goldens: install  ## write what each parser makes of the tests' documents again, and show what became other
	@$(BIN)/python -m tests.golden.parsers

bench: install  ## measure search, reading and answering; results go to tests/benchmarks/results
	@$(BIN)/python scripts/bench.py

BASE ?= main
ROUNDS ?= 5
compare: install  ## compare this tree with a branch (BASE=main), side by side: times, and whether answers are the same
	@$(BIN)/python -m tests.benchmarks.branch $(BASE) --rounds $(ROUNDS)

MODEL := .data/training
model: install  ## train the shipped models again (three hours on two cores)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[model]'
	@mkdir -p $(MODEL)
	@$(BIN)/python scripts/count_background.py
	@$(BIN)/python scripts/base_model.py $(MODEL)/base
	@$(BIN)/python scripts/training_groups.py $(MODEL)/groups.jsonl
	@OMP_WAIT_POLICY=passive $(BIN)/python scripts/train_retriever.py $(MODEL)/groups.jsonl $(MODEL)/base/sentence $(MODEL)/retriever
	@OMP_WAIT_POLICY=passive $(BIN)/python scripts/train_reranker.py $(MODEL)/groups.jsonl $(MODEL)/base/transformer $(MODEL)/reranker
	@$(BIN)/python scripts/export_onnx.py sentence $(MODEL)/retriever index/model
	@$(BIN)/python scripts/export_onnx.py pair $(MODEL)/reranker index/model/reranker

attack: install  ## attack the program on loopback; the table goes to tests/benchmarks/results
	@$(BIN)/python -m tests.benchmarks.attack

.PHONY: screenshots
screenshots: install  ## make the pictures in docs again, of the shipped plan
	@$(BIN)/python -m tests.e2e.screenshots

clean:  ## remove what can be made again; documents in .data stay
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
