# Two commands on a machine that has only Python (3.11 to 3.14), pip and make:
#   make demo   the real rota of the dispute's year, checked and priced
#   make test   types, linter, layers, tests
# and a third that shows the same in a browser: make serve
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test serve slow docs benchmark clean

demo: .venv/ready
	@$(BIN)/sevenday demo

test: .venv/ready
	@$(BIN)/ruff check src tests benchmarks docs
	@$(BIN)/ruff format --check src tests benchmarks docs
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -m "not slow"

serve: .venv/ready
	@$(BIN)/sevenday serve --demo

slow: .venv/ready
	@$(BIN)/pytest -m slow

docs: .venv/ready
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/generate_walkout.py
	@$(BIN)/python docs/generate_day.py
	@$(BIN)/python docs/generate_contracts.py
	@$(BIN)/python docs/generate_patterns.py
	@$(BIN)/python docs/draw_rooms.py

benchmark: .venv/ready
	@$(BIN)/python benchmarks/check.py

.venv/ready: pyproject.toml constraints.txt
	@echo "Setting up in .venv (once; needs the network) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m sevenday.web.vendored
	@touch $@

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
