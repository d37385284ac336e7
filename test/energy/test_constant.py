# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the checks of a number with its source."""

from __future__ import annotations

import math

import pytest

from snn_agent.energy.constant import read_constant
from snn_agent.energy.constant import read_yaml
from snn_agent.errors import ConfigurationError

GOOD = {'value': 3, 'source': 'a  data\n sheet', 'verified': True}


def test_reads_a_number_with_its_source() -> None:
    constant = read_constant(GOOD, 'pJ', 'x')
    assert (constant.value, constant.unit, constant.verified) == (3.0, 'pJ', True)
    assert isinstance(constant.value, float)
    assert constant.source == 'a data sheet'


@pytest.mark.parametrize(('key', 'value'), [
    ('value', -0.1), ('value', math.nan), ('value', math.inf), ('value', '3'), ('value', True),
    ('value', None), ('source', ''), ('source', ' '), ('source', 7), ('verified', 'yes'),
    ('verified', 1), ('extra', 1),
])
def test_refuses(key, value) -> None:
    with pytest.raises(ConfigurationError, match='part.key'):
        read_constant({**GOOD, key: value}, 'pJ', 'part.key')


@pytest.mark.parametrize('entry', [None, 3.0, [1], {}, {'value': 1, 'source': 'x'}])
def test_refuses_a_number_without_source(entry) -> None:
    with pytest.raises(ConfigurationError, match='value, source and verified'):
        read_constant(entry, 'pJ', 'x')


@pytest.mark.parametrize('content', [b'', b'- 1', b'a: [', b'\xff\xfe\xff', b'a: \x00'])
def test_refuses_files_that_are_no_mapping(tmp_path, content) -> None:
    path = tmp_path / 'x.yaml'
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match='x.yaml'):
        read_yaml(path)


def test_missing_file(tmp_path) -> None:
    with pytest.raises(ConfigurationError, match='No such file'):
        read_yaml(tmp_path / 'x.yaml')
