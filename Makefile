# make demo | test | check | bench: each does all of its own set-up.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests use every core but are timed by none of them.
WORKERS ?= auto

.PHONY: setup oracles demo test check bench accuracy clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v < (3, 14) else f"quizmill needs Python 3.11 to 3.13; {sys.executable} is {v.major}.{v.minor}. Say make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[ocr]' --group dev
	@touch $@

oracles: setup
	bash tests/oracles/setup.sh

# Everything from raw/ into bank/, and from there a package for each kind of software into out/: of all of it, of the
# sixty questions that show every kind, and of the seeds where they lie beside the repository.
PACKAGES := anki:.apkg qti12:-qti12.zip qti21:-qti21.zip qti22:-qti22.zip qti30:-qti30.zip json:.json \
            moodle-xml:-moodle.xml gift:.gift.txt h5p:.h5p selftest:-selftest.html paper-pdf:-test.pdf
SEEDS := $(wildcard ../shared/seeds/*.*)

# packages(name, bank, title, more options)
define packages
@for package in $(PACKAGES); do \
  $(BIN)/quizmill export "$${package%%:*}" --bank $(2) --output "out/$(1)$${package#*:}" --title $(3) --keyless skip $(4) \
    || exit $$?; \
done
endef

demo: setup
	$(BIN)/quizmill ingest raw --bank bank
	@mkdir -p out
	$(call packages,bank,bank,"Demo bank",)
	$(call packages,sixty,bank,"Sixty questions",--source raw/sixty/)
ifneq ($(SEEDS),)
	$(BIN)/quizmill ingest $(SEEDS) --bank out/seeds-bank
	$(call packages,seeds,out/seeds-bank,"Seeds",)
endif

test: setup oracles
	$(BIN)/python -m pytest -n $(WORKERS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports

accuracy: setup
	$(BIN)/python bench/accuracy.py --gate

# Speed and accuracy in full, into docs/; an hour or two.
bench: setup
	$(BIN)/python bench/write_speed.py
	$(BIN)/python bench/report.py
	$(BIN)/python -m bench.interchange

clean:
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
