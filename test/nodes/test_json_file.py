# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Strict JSON, written whole or not at all."""

from __future__ import annotations

import json
import math

import pytest

from snn_agent.nodes.json_file import json_line
from snn_agent.nodes.json_file import write_json


def test_what_json_lacks_becomes_null():
    line = json_line({'a': math.nan, 'b': [1.5, math.inf], 'c': {'d': -math.inf, 'e': 'x'}})
    assert json.loads(line, parse_constant=pytest.fail) == {
        'a': None, 'b': [1.5, None], 'c': {'d': None, 'e': 'x'}}
    assert '\n' not in line


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / 'new' / 'summary.json'
    write_json(path, {'a': 1})
    write_json(path, {'a': math.nan})
    assert json.loads(path.read_text()) == {'a': None}
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / 'summary.json'
    write_json(path, {'a': 1})
    with pytest.raises(TypeError):
        write_json(path, {'a': object()})
    assert json.loads(path.read_text()) == {'a': 1}
    assert list(tmp_path.iterdir()) == [path]
