# Two doors: `make start` serves the knowledge base, `make test` runs every check but one:
# `make binder` builds what Binder would, from nothing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NEW := build/binder
# As many as there are cores: more of them wait for each other's servers and kernels.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n < 4 ? n : 4)))
# Modules are compiled when they are first imported, and most of them never are.
PIP_INSTALL := pip install --quiet --disable-pip-version-check --no-compile
KEYWORDS := -k t -k tn:1,2 -k count:1,2 -k plural:1,2 -k N_
MESSAGES := $(VENV)/messages.pot
NOISE := Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By

.PHONY: start test stress binder browser database texts clean

start: $(VENV)/installed
	$(BIN)/bestpractices serve

test: browser database $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bestpractices check kb --errors-only
	$(BIN)/pytest -n $(WORKERS) --dist worksteal
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --nbval-lax --nbval-current-env notebooks/coaching notebooks/dashboards
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --nbval --nbval-current-env --nbval-sanitize-with nbval.cfg notebooks/research
	node --test tests/js/*.test.mjs

# The fault and load tests of the store at full length: minutes instead of seconds.
stress: database $(VENV)/installed-test
	BESTPRACTICES_STRESS=1 $(BIN)/pytest --durations=0 tests/workshop tests/pages/test_long_session.py

# What Binder does with binder/, in a new environment; then its JupyterLab is opened in a browser.
binder: browser $(VENV)/installed-test
	rm -rf $(NEW)
	$(BIN)/python -m venv $(NEW)
	$(NEW)/bin/$(PIP_INSTALL) -r binder/requirements.txt
	BESTPRACTICES_JUPYTER_PYTHON=$(CURDIR)/$(NEW)/bin/python \
		$(BIN)/pytest tests/serving/test_tiles.py tests/browser/test_tiles.py

# The first line that fails names what is missing: Python 3.11, or the package python3-venv.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; say which with: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		if [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; \
		else \
			echo "Python's venv is missing. Install as root: apt-get install python3-venv"; exit 1; \
		fi; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BIN)/python pyproject.toml
	$(BIN)/$(PIP_INSTALL) --editable .
	touch $@

# At once, and not after the other: what depends on what is looked up a single time.
$(VENV)/installed-test: $(BIN)/python pyproject.toml
	$(BIN)/$(PIP_INSTALL) --editable ".[test]"
	touch $(VENV)/installed $@

# Playwright's own driver wants libatomic, which a bare Debian lacks.
# Root may install Debian's packages; others are told the line that does.
browser:
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v node >/dev/null || missing="$$missing nodejs"; \
	/sbin/ldconfig -p | grep -q libatomic.so.1 || missing="$$missing libatomic1"; \
	test -z "$$missing" || { \
		if [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing fonts-dejavu-core >/dev/null; \
		else \
			echo "The browser tests need:$$missing. Install as root: apt-get install$$missing"; exit 1; \
		fi; }

# The store's tests start a PostgreSQL of their own; only its programs are needed. Where they are
# missing and cannot be installed, those tests say that they were skipped.
database:
	@test -n "$$(command -v postgres || ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null)" || { \
		if [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null; \
		else \
			echo "The store is tested on SQLite only. For PostgreSQL, as root: apt-get install postgresql"; \
		fi; }

# Collects the interface texts and brings the catalogues up to date. What the tools write into the
# head about themselves and the day is left out: it changes with every run and says nothing.
texts: $(VENV)/installed
	$(BIN)/pybabel -q extract -F babel.cfg $(KEYWORDS) --no-location --sort-output -o $(MESSAGES) .
	for file in bestpractices/locale/*.po; do \
		$(BIN)/pybabel -q update -i $(MESSAGES) -o $$file -l $$(basename $$file .po) --no-fuzzy-matching --ignore-obsolete && \
		sed -E -i.before '/^"($(NOISE)):/d' $$file && \
		rm $$file.before || exit 1; \
	done

clean:
	rm -rf $(VENV) build dist
