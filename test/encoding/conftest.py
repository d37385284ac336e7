# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The slow reference of encoding and engine."""

from __future__ import annotations

import importlib.util
from pathlib import Path
import sys

import pytest


@pytest.fixture(scope='session')
def reference():
    """Return the module test/engine/reference.py."""
    path = Path(__file__).parents[1] / 'engine' / 'reference.py'
    spec = importlib.util.spec_from_file_location('encoding_reference', path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
