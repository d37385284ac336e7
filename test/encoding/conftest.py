# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The slow reference of the encodings."""

from __future__ import annotations

import importlib.util
from pathlib import Path
import sys

import pytest


@pytest.fixture(scope='session')
def reference():
    """Return the module reference.py, which lies beside this file."""
    path = Path(__file__).with_name('reference.py')
    spec = importlib.util.spec_from_file_location('encoding_reference', path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
