# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
#
# Everything a fresh clone needs. The first use makes a virtual environment in .venv with the
# pinned versions of constraints.txt; later uses find it there.

PYTHON ?= python3
# ROS=no leaves the ROS wheels out: the nodes do not run then, and their tests are skipped.
ROS ?= yes
# More words for pytest, for example PYTEST='-k battery'.
PYTEST ?=
# More options of the demo, for example DEMO='--seconds 60'.
DEMO ?=

VENV := .venv
BIN := $(VENV)/bin
EXTRAS := $(if $(filter no,$(ROS)),,ros,)data,explore,monitor,test
STAMP := $(VENV)/.installed-ros-$(ROS)

# One environment, one ROS: what a sourced ROS distribution adds would be loaded by mistake.
ifdef ROS_DISTRO
unexport AMENT_PREFIX_PATH COLCON_PREFIX_PATH LD_LIBRARY_PATH PYTHONPATH
endif
unexport RMW_IMPLEMENTATION

.PHONY: help demo test lint clean
.DEFAULT_GOAL := help

help:  ## show this list
	@echo 'usage: make TARGET   (first use installs into $(VENV))'
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{printf "  %-6s %s\n", $$1, $$2}'

demo: $(STAMP)  ## run the whole graph for two minutes and write demo_report/
	@$(BIN)/snn-agent demo $(DEMO)

test: $(STAMP)  ## run every test
	@$(BIN)/python -m pytest $(PYTEST)

lint: $(STAMP)  ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/mypy

clean:  ## remove the environment and everything that was generated
	rm -rf $(VENV) build dist install log *.egg-info demo_report
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): setup.py pyproject.toml constraints.txt
	@sh tools/preflight $(PYTHON) $(ROS)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo 'Installing into $(VENV) (once; about a minute) ...'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt setuptools wheel
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation \
	  --constraint constraints.txt --editable '.[$(EXTRAS)]'
	@touch $@
