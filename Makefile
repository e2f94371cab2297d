# The entry points of a checkout. Each needs only python3 (3.11 or newer) and make; what else is
# missing is installed by packaging/bootstrap.py, which says what and why.

PYTHON ?= python3
PYTEST_ARGS ?=
ARGS ?=
PINS_ARGS ?=

BIN := .venv/bin
PROGRAM := $(BIN)/mock-interviewer
READY := $(PYTHON) packaging/bootstrap.py
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
  --python-version 3.11 $(PINS_ARGS)

# Ends with 0 where a window can be shown, else says why not.
ASK_SCREEN := $(BIN)/python -c 'import sys; from mock_interviewer.app.display_check import screen_problem; \
  problem = screen_problem(); sys.exit(problem and problem.what)'

# On every processor, at most four; PYTEST_ARGS="-n 0" keeps all in one process, and so does --pdb.
SPREAD := -n logical --maxprocesses 4 --dist worksteal

# A selection of your own in PYTEST_ARGS may leave a stage with no test, which pytest ends with 5.
NONE_IS_FINE := $(if $(PYTEST_ARGS),|| test $$? -eq 5)

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench soak bench-library bench-recognition bench-coverage bench-bank screenshots schema setup pins notices

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

run: ## install what is missing and open the window; with no screen, run the demo (ARGS=...)
	@$(READY) run
	@if $(ASK_SCREEN); then exec $(PROGRAM) $(ARGS); fi; \
	echo "Running the demo instead: a complete interview without sound, saved like any other."; \
	exec $(PROGRAM) demo $(ARGS)

demo: ## an interview with no microphone and no screen (ARGS="--questions 2")
	@$(READY) run
	@exec $(PROGRAM) demo $(ARGS)

test: ## install what is missing and run every test (PYTEST_ARGS=...)
	@$(READY) test
	@echo "== Unit tests"
	@$(BIN)/pytest -m "not rig and not model" $(SPREAD) $(PYTEST_ARGS) $(NONE_IS_FINE)
	@echo "== Tests with real models and voices, and with servers on this machine"
	@$(BIN)/pytest -m "(rig or model) and not alone" $(SPREAD) $(PYTEST_ARGS) $(NONE_IS_FINE)
	@echo "== Tests with the virtual microphone, speaker and screen, one after another"
	@$(BIN)/pytest -m alone $(PYTEST_ARGS) $(NONE_IS_FINE)

check: ## lint, format, types, layers, layout, dependencies, pins, licenses
	@$(READY) check
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python packaging/code_layout.py
	@$(BIN)/deptry .
	@$(BIN)/python packaging/pins.py
	@$(BIN)/python packaging/notices.py --check

bench: ## measure start, voice, recognition, memory and large libraries here (ARGS="library")
	@$(READY) test
	@PYTHONPATH=tests $(BIN)/python -m benchmarks $(ARGS)

soak: ## listen live for two hours, hold 50 questions by voice, watch what grows (ARGS="--minutes 10")
	@$(READY) test
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.soak $(ARGS)

bench-library: ## measure store and window with 500, 5 000 and 50 000 takes (ARGS="500 --part store")
	@$(READY) test
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.library $(ARGS)

bench-recognition: ## measure words, terms, silence, stops and captions, two hours (ARGS="live silence")
	@$(READY) test
	@OPENBLAS_NUM_THREADS=1 PYTHONPATH=tests $(BIN)/python -m benchmarks.recognition $(ARGS)

bench-coverage: ## measure how well key points are found, by labelled answers (ARGS="labels bank")
	@$(READY) test
	@OPENBLAS_NUM_THREADS=1 PYTHONPATH=tests $(BIN)/python -m benchmarks.coverage $(ARGS)

bench-bank: ## hear again what has changed in the banks; tables under tests/benchmarks/bank (ARGS=...)
	@$(READY) test
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.bank $(ARGS)

screenshots: ## draw every page and state into build/screenshots/ (ARGS="--committed take")
	@$(READY) run
	@$(BIN)/python packaging/screenshots.py $(ARGS)

schema: ## write the JSON Schemas of bank files anew, after a change of questions/model.py
	@$(READY) run
	@$(BIN)/python packaging/schemas.py

setup: ## only install what is missing, for running
	@$(READY) run

notices: ## write the licenses of all parts and the bill of materials, after a change of pins
	@$(READY) check
	@$(BIN)/python packaging/notices.py

pins: ## compile the requirement files from pyproject.toml (PINS_ARGS=--upgrade for newer versions)
	@$(READY) check
	$(COMPILE) pyproject.toml -o packaging/requirements.txt
	$(COMPILE) pyproject.toml --group dev -c packaging/requirements.txt -o packaging/requirements-dev.txt
	$(COMPILE) --group build -c packaging/requirements-dev.txt -o packaging/requirements-build.txt
