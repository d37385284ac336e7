# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Networks as plain data: round trips, and every limit."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
import pytest

from snn_agent.engine import Dense
from snn_agent.engine import LateralInhibition
from snn_agent.engine import Lif
from snn_agent.engine import NetworkSpec
from snn_agent.engine import PairStdp
from snn_agent.engine import WindowedStdp
from snn_agent.errors import ConfigurationError

POSITIVE = st.floats(1e-6, 1e6)
NOT_NEGATIVE = st.just(0.0) | POSITIVE
RATE = st.floats(0, 1)
NOT_A_NUMBER = (float('nan'), float('inf'), -float('inf'))


@st.composite
def specs(draw):
    n = draw(st.integers(1, 1_000_000))
    constants = (RATE, RATE, POSITIVE, POSITIVE)
    rule = draw(
        st.none() | st.builds(PairStdp, *constants)
        | st.builds(WindowedStdp, *constants, POSITIVE, POSITIVE))
    largest, threshold = draw(POSITIVE), draw(POSITIVE)
    dense = Dense(
        draw(st.integers(1, 1_000_000)), n, largest, largest * draw(st.floats(0.001, 1)), rule)
    lif = Lif(
        n, draw(POSITIVE), threshold, threshold * draw(st.floats(0, 0.99)), draw(NOT_NEGATIVE),
        draw(NOT_NEGATIVE), draw(POSITIVE))
    return NetworkSpec((dense, lif, LateralInhibition(draw(NOT_NEGATIVE))))


@settings(deadline=None, derandomize=True)
@given(specs())
def test_dictionary_round_trip_through_json(spec):
    assert NetworkSpec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec


def layers(**changes):
    """Return a small network as plain data, with some fields of some layers changed."""
    rule = PairStdp()
    spec = NetworkSpec((Dense(4, 2, plasticity=rule), Lif(2), LateralInhibition()))
    data = spec.to_dict()
    for layer, (field, value) in changes.items():
        place = {'rule': data['layers'][0]['plasticity'], 'dense': data['layers'][0],
                 'lif': data['layers'][1], 'inhibition': data['layers'][2]}[layer]
        if value is KeyError:
            del place[field]
        else:
            place[field] = value
    return data


LIMITS = [
    *[('rule', field, value) for field in ('rate_pre', 'rate_post')
      for value in (-1e-9, 1.001, *NOT_A_NUMBER)],
    *[('rule', field, value) for field in ('tau_pre_s', 'tau_post_s')
      for value in (0.0, -1.0, *NOT_A_NUMBER)],
    *[('dense', field, value) for field in ('n_inputs', 'n_outputs')
      for value in (0, -1, 1_000_001, 2.5, float('nan'))],
    *[('dense', field, value) for field in ('weight_max_mv', 'weight_mean_mv')
      for value in (0.0, -1.0, *NOT_A_NUMBER)],
    ('dense', 'weight_mean_mv', 1.01),
    *[('lif', 'n', value) for value in (0, -1, 3, 2.5, float('nan'))],
    *[('lif', field, value) for field in ('tau_membrane_s', 'threshold_mv', 'tau_theta_s')
      for value in (0.0, -1.0, *NOT_A_NUMBER)],
    *[('lif', field, value) for field in ('reset_mv', 'refractory_s', 'theta_step_mv')
      for value in (-1e-9, *NOT_A_NUMBER)],
    *[('lif', 'reset_mv', value) for value in (13.0, 14.0, 13.0 - 1e-9)],
    *[('inhibition', 'strength_mv', value) for value in (-1e-9, *NOT_A_NUMBER)],
]


@pytest.mark.parametrize('layer, field, value', LIMITS)
def test_limits_are_checked(layer, field, value):
    with pytest.raises(ConfigurationError, match=r'PairStdp|Dense|Lif|LateralInhibition'):
        NetworkSpec.from_dict(layers(**{layer: (field, value)}))


@pytest.mark.parametrize('layer, field, value', [
    ('rule', 'kind', 'triplet_stdp'),
    ('rule', 'kind', KeyError),
    ('rule', 'rate', 0.1),
    ('rule', 'rate_pre', 'fast'),
    ('dense', 'kind', 'convolution'),
    ('dense', 'kind', KeyError),
    ('dense', 'n_inputs', KeyError),
    ('dense', 'n_inputs', '4'),
    ('dense', 'bias', True),
    ('dense', 'plasticity', 'pair_stdp'),
    ('dense', 'plasticity', []),
    ('lif', 'n', None),
    ('lif', 'reset_mv', []),
])
def test_unknown_missing_and_mistyped_fields_are_refused(layer, field, value):
    with pytest.raises(ConfigurationError):
        NetworkSpec.from_dict(layers(**{layer: (field, value)}))


@pytest.mark.parametrize('data', [
    {}, [], {'layers': None}, {'layers': []}, {'layers': [1, 2, 3]}, {'layers': 'abc'}])
def test_what_is_no_network_is_refused(data):
    with pytest.raises(ConfigurationError):
        NetworkSpec.from_dict(data)


def test_other_layouts_and_sizes_are_refused():
    dense, lif, inhibition = Dense(4, 2), Lif(2), LateralInhibition()
    for order in ((dense, lif), (lif, dense, inhibition), (dense, lif, inhibition, inhibition)):
        with pytest.raises(ConfigurationError, match='layers'):
            NetworkSpec(order)
    with pytest.raises(ConfigurationError, match=r'Lif\.n'):
        NetworkSpec((dense, Lif(3), inhibition))
    spec = NetworkSpec((dense, lif, inhibition))
    assert (spec.dense, spec.lif, spec.inhibition) == (dense, lif, inhibition)
