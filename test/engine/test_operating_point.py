# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Operating points: round trips, and every limit."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
import pytest

from snn_agent.engine import Measurement
from snn_agent.engine import OpCounts
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError

POSITIVE_FIELDS = (
    'threshold_scale', 'rate_scale', 'inhibition_scale', 'refractory_scale', 'leak_scale',
    'threshold_decay_scale', 'window_scale')
ZERO_FIELDS = ('exit_margin', 'learning_rate_scale', 'threshold_adaptation_scale')
SHARE = st.floats(0, 1)
POSITIVE = st.floats(1e-9, 1e9)
NOT_A_NUMBER = (float('nan'), float('inf'), -float('inf'))

MEASUREMENTS = st.builds(
    Measurement, SHARE, SHARE, SHARE, st.integers(1, 10**6),
    st.lists(st.integers(0, 99), min_size=1, max_size=3).map(tuple), SHARE, POSITIVE,
    st.lists(POSITIVE, min_size=17, max_size=17).map(lambda values: OpCounts(*values)),
    st.dictionaries(st.text(max_size=5), POSITIVE, max_size=2),
    st.sampled_from(['validation', 'test']))
POINTS = st.builds(
    OperatingPoint, st.integers(1, 10_000), measured=st.none() | MEASUREMENTS,
    encoding=st.sampled_from(['poisson', 'systematic']),
    on_silence=st.sampled_from(['present_again', 'nearest_fires']),
    **dict.fromkeys(POSITIVE_FIELDS, POSITIVE),
    **dict.fromkeys(ZERO_FIELDS, st.just(0.0) | POSITIVE))


@settings(deadline=None, derandomize=True)
@given(POINTS)
def test_dictionary_round_trip_through_json(point):
    assert OperatingPoint.from_dict(json.loads(json.dumps(point.to_dict()))) == point


@pytest.mark.parametrize('field, value', [
    *[('timesteps', value) for value in (0, -1, 10_001, 10.5, float('nan'))],
    *[(field, value) for field in POSITIVE_FIELDS for value in (0.0, -1.0, *NOT_A_NUMBER)],
    *[(field, value) for field in ZERO_FIELDS for value in (-1e-9, *NOT_A_NUMBER)],
    *[('encoding', value) for value in ('Poisson', 'rate', '', None, 1, [])],
    *[('on_silence', value) for value in ('nearest', 'present again', '', None, True)],
    ('precision', 'int8'),
])
def test_limits_are_checked(field, value):
    with pytest.raises(ConfigurationError, match=field):
        OperatingPoint(**{'timesteps': 10, field: value})


def test_limits_themselves_are_legal():
    OperatingPoint(1)
    OperatingPoint(10_000, **dict.fromkeys(ZERO_FIELDS, 0.0))


@pytest.mark.parametrize('data', [
    {},
    {'timesteps': '10'},
    {'timesteps': None},
    {'timesteps': 10, 'speed': 1},
    {'timesteps': 10, 'leak_scale': 'slow'},
    {'timesteps': 10, 'measured': {}},
    {'timesteps': 10, 'measured': {'accuracy': 0.5}},
    {'timesteps': 10, 'measured': 0.5},
    {'timesteps': 10, 'measured': 'good'},
    'fast',
])
def test_unknown_missing_and_mistyped_fields_are_refused(data):
    with pytest.raises(ConfigurationError):
        OperatingPoint.from_dict(data)


def test_dictionary_is_not_changed():
    measured = Measurement(0.9, 0.8, 0.95, 10, (0,), 0.0, 0.001, OpCounts(timesteps=5))
    data = OperatingPoint(5, measured=measured).to_dict()
    before = json.dumps(data)
    OperatingPoint.from_dict(data)
    assert json.dumps(data) == before
