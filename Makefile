# make run   opens the explorer; make run DATA=… another folder, or a store
# make test  runs all tests
# make bench  this project and its peers side by side, into bench/results.md and the README, in half an hour (QUICK=1: a shorter table in out/;
#             ARGS="--size 100000/300000" one size again)
# make test-large  puts the contract of the stores to Spark too, on one machine and on a cluster that loses a worker (Java 17)
# make faults  nothing is lost: every system call of every save fails in turn, 2,000 kills, 8 × 250 edits at once (docs/reliability.md)
#              and nobody gets in: payloads in every field, forged messages, the readers' stories through nginx (docs/security.md)
# make load  a published site and the app under load: 40 readers at work, 1,000 who come and go, a replica that dies under its reader
# make fuzz  only valid data gets in: 289 broken files, 1,000 slips, 10^5 dates by brute force, a minute of fuzzing at every door
# make audit  known holes in the packages that are locked (fails too if one of them could not be looked up);  make lock  compiles their lock files anew
# Each does its own set-up first: a virtual environment with pinned packages, and Chromium for the tests.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-large bench load faults fuzz audit lock check docs clean chromium nginx wrk

run: $(VENV)/run.stamp
	@$(BIN)/python -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' $(PORT) 2>/dev/null \
		|| { echo "Port $(PORT) is taken: try  make run PORT=$$(($(PORT) + 1))" >&2; exit 1; }
	@echo "Bailanysh is at http://localhost:$(PORT) (Ctrl-C stops it)"
	@exec $(if $(DATA),env BAILANYSH_DATA="$(DATA)") $(BIN)/python serve.py --server.address localhost --server.port $(PORT) --browser.gatherUsageStats false >/dev/null

test: $(VENV)/test.stamp chromium
	@$(BIN)/python -m pytest $(ARGS)

test-large: $(VENV)-large/stamp
	@BAILANYSH_LARGE=1 SPARK_CONF_DIR=tests/spark SPARK_LOCAL_IP=127.0.0.1 $(VENV)-large/bin/python -m pytest -s tests/test_store.py tests/test_store_cluster.py $(ARGS)

$(VENV)-large/stamp: requirements-large.txt
	@command -v java >/dev/null || { $(call install,openjdk-17-jre-headless); }
	@$(PYTHON) -m venv $(VENV)-large
	@$(VENV)-large/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-large.txt
	@touch $@

faults: $(VENV)/test.stamp chromium nginx
	@command -v strace >/dev/null || { $(call install,strace); }
	@BAILANYSH_FAULTS=34 $(BIN)/python -m pytest tests/test_save.py tests/test_edit.py tests/test_faults.py tests/test_forged.py tests/test_proxy.py $(ARGS)
	@$(BIN)/python scripts/faults.py
	@BAILANYSH_FAULTS=1 $(BIN)/python -m pytest tests/test_payloads.py $(ARGS)
	@BAILANYSH_PROXY=1 BAILANYSH_EDIT=0 $(BIN)/python -m pytest tests/test_browser.py tests/test_pages.py tests/test_proxy.py $(ARGS)
	@BAILANYSH_PROXY=1 BAILANYSH_EDIT=1 $(BIN)/python -m pytest tests/test_edit_browser.py $(ARGS)

load: $(VENV)/test.stamp chromium nginx wrk
	@$(BIN)/python bench/static_load.py $(ARGS)
	@$(BIN)/python bench/load_app.py
	@BAILANYSH_LOAD=1 $(BIN)/python -m pytest -s tests/test_replicas.py $(ARGS)

fuzz: $(VENV)/test.stamp $(VENV)/tools.stamp
	@$(BIN)/python tests/corpus.py
	@$(BIN)/python tests/mutating.py 1000
	@$(BIN)/python tests/oracle.py 100000
	@$(BIN)/python tests/fuzzing.py --seconds 60
	@BAILANYSH_STORES=20 $(BIN)/python -m pytest tests/test_store_machine.py $(ARGS)

audit: $(VENV)/tools.stamp
	@$(BIN)/pip-audit --strict --disable-pip -r requirements.txt

LOCK := --strip-extras --quiet --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock: $(VENV)/tools.stamp
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) --generate-hashes --allow-unsafe --output-file=requirements.txt requirements.in
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) --generate-hashes --allow-unsafe --output-file=requirements-dev.txt requirements-dev.in
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) --generate-hashes --allow-unsafe --output-file=requirements-tools.txt requirements-tools.in
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) --generate-hashes --allow-unsafe --output-file=requirements-large.txt requirements-large.in

# This project and its peers (in a virtual environment of their own) side by side; each figure is written as it comes.
bench: $(VENV)/test.stamp .venv-bench/bench.stamp chromium
	@$(BIN)/python -m bench --peers .venv-bench/bin/python $(if $(QUICK),--quick) $(ARGS)

.venv-bench/bench.stamp: bench/requirements.txt | $(BIN)/pip
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	@touch $@

check: $(VENV)/run.stamp
	@$(BIN)/python -m graph check

# After an edit of the data: places for new actors, the tables of docs/coverage.md and docs/measures.md; the seals, renewed
# with a list of the records that say something else than before (read it).
docs: $(VENV)/run.stamp
	@$(BIN)/python -m graph layout
	@$(BIN)/python -m graph coverage --left-out docs/coverage-left-out.yaml --today $$(date +%Y-%m-%d) > docs/coverage.md
	@$(BIN)/python -m graph measures --renew docs/measures.md
	@$(BIN)/python -m graph seal

clean:
	rm -rf $(VENV) $(VENV)-large

# The stamps make the second run instant; the packages for the tests include those for the app.
$(VENV)/run.stamp: requirements.txt | $(BIN)/pip
	@echo "Installing what requirements.txt names into $(VENV) (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt requirements.txt | $(BIN)/pip
	@echo "Installing what requirements-dev.txt names into $(VENV) (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(VENV)/run.stamp $@

$(VENV)/tools.stamp: requirements-tools.txt | $(BIN)/pip
	@echo "Installing what requirements-tools.txt names into $(VENV) (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-tools.txt
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: name it with  make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call install,python3-venv); }
	@$(PYTHON) -m venv $(VENV)

wrk:
	@command -v wrk >/dev/null || { $(call install,wrk); }

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { $(call install,chromium); }

nginx:
	@command -v nginx >/dev/null || test -x /usr/sbin/nginx || { $(call install,nginx); }

# Installs a Debian package as root or by a sudo that asks nothing; else says in one sentence what to type.
install = echo "Installing $(1)"; if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(1) >/dev/null; \
	elif sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(1) >/dev/null; \
	else echo "$(1) is missing: please type  sudo apt-get install $(1)" >&2; exit 1; fi
