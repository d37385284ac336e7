# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Models: what does not fit together is refused, and nothing is lost in a file."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
import numpy as np
import pytest

from snn_agent.encoding import RateEncoding
from snn_agent.engine import Dense
from snn_agent.engine import LateralInhibition
from snn_agent.engine import Lif
from snn_agent.engine import Measurement
from snn_agent.engine import Model
from snn_agent.engine import NetworkSpec
from snn_agent.engine import OpCounts
from snn_agent.engine import OperatingPoint
from snn_agent.engine import PairStdp
from snn_agent.errors import ConfigurationError

MEASURED = Measurement(
    0.9, 0.85, 0.95, 100, (0, 1), 0.01, 2e-4, OpCounts(*range(16)), {'apollo3': 1e-5})


@st.composite
def models(draw):
    height, width, n = (draw(st.integers(1, 4)) for _ in range(3))
    names = st.text(min_size=1, max_size=4)
    labels = tuple(draw(st.lists(names, min_size=2, max_size=4, unique=True)))
    steps = sorted(draw(st.sets(st.integers(1, 10_000), min_size=1, max_size=3)))
    numbers = st.floats(0, 1, width=32)
    return Model(
        NetworkSpec((
            Dense(height * width, n, plasticity=draw(st.none() | st.just(PairStdp()))), Lif(n),
            LateralInhibition())),
        draw(arrays(np.float32, (height * width, n), elements=numbers)),
        draw(arrays(np.float32, n, elements=numbers)),
        draw(arrays(np.float32, (n, len(labels)), elements=numbers)), labels, (height, width),
        RateEncoding(max_presentations=draw(st.integers(1, 16))),
        tuple(OperatingPoint(s, measured=draw(st.none() | st.just(MEASURED))) for s in steps),
        draw(st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=4))))


def assert_equal(one, other):
    for name in ('weights', 'theta', 'responses'):
        array = getattr(other, name)
        assert array.dtype == np.float32
        np.testing.assert_array_equal(getattr(one, name), array)
    for name in ('spec', 'labels', 'input_shape', 'encoding', 'points', 'provenance'):
        assert getattr(one, name) == getattr(other, name)
    assert one.checksum == other.checksum


@settings(deadline=None, derandomize=True, max_examples=60,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(model=models())
def test_file_round_trip(model, tmp_path):
    path = tmp_path / 'model.npz'
    model.save(path)
    assert_equal(model, Model.load(path))
    assert_equal(model, Model.load(str(path)))


@pytest.mark.parametrize('name', ['weights', 'theta', 'responses'])
def test_arrays_are_checked(hand_model, name):
    good = getattr(hand_model, name)
    for bad in (good.astype(np.float64), good[:-1], good[..., None], good.astype('>f4')):
        with pytest.raises(ConfigurationError, match=name):
            replace(hand_model, **{name: bad})
    for value in (-0.001, np.nan, np.inf):
        bad = good.copy()
        bad.flat[-1] = value
        with pytest.raises(ConfigurationError, match=name):
            replace(hand_model, **{name: bad})


def test_weights_above_the_largest_are_refused(hand_model):
    weights = hand_model.weights.copy()
    weights[0, 0] = 100.01
    with pytest.raises(ConfigurationError, match='weights'):
        replace(hand_model, weights=weights)


@pytest.mark.parametrize('labels', [
    (), ('x',), ('x', 'y', 'y'), ('x', 'y'), ('x', 'y', ''), (1, 2, 3)])
def test_labels_are_checked(hand_model, labels):
    responses = hand_model.responses[:, :len(labels)].copy()
    given_responses = responses if len(labels) != 2 else hand_model.responses
    with pytest.raises(ConfigurationError, match=r'labels|responses'):
        replace(hand_model, labels=labels, responses=given_responses)


@pytest.mark.parametrize('shape', [
    (3, 5), (12,), (), (12, 1, 1), (-3, -4), (0, 12), (3.0, 4.0), ('3', '4')])
def test_input_shape_is_checked(hand_model, shape):
    with pytest.raises(ConfigurationError, match='input_shape'):
        replace(hand_model, input_shape=shape)


def test_points_are_checked(hand_model):
    one, two = OperatingPoint(10), OperatingPoint(20)
    for points in ((), (two, one), (one, one)):
        with pytest.raises(ConfigurationError, match='points'):
            replace(hand_model, points=points)
    assert hand_model.with_points((two, one)).points == (one, two)
    assert hand_model.with_points((two, one)).full_point == two
    assert hand_model.with_points((two, one)).point(10) == one
    with pytest.raises(ConfigurationError, match='one of 10, 20'):
        hand_model.with_points((two, one)).point(15)


@pytest.mark.parametrize('provenance', [None, 'train', ['a']])
def test_provenance_is_a_dictionary(hand_model, provenance):
    with pytest.raises(ConfigurationError, match='provenance'):
        replace(hand_model, provenance=provenance)


@pytest.mark.parametrize('change', [
    {'labels': ('x', 'y', 'w')}, {'provenance': {'seed': 1}}, {'input_shape': (3, 4)},
    {'encoding': RateEncoding(dt_s=0.002)}, {'points': (OperatingPoint(41),)},
    {'theta': np.full(5, 0.5, np.float32)},
])
def test_checksum_follows_the_content(hand_model, change):
    assert replace(hand_model, **change).checksum != hand_model.checksum
    assert replace(hand_model).checksum == hand_model.checksum
    assert len(hand_model.checksum) == 64


def test_checksum_tells_weights_from_their_transpose(make_model):
    weights = np.arange(9, dtype=np.float32).reshape(3, 3)
    one, other = (make_model(w) for w in (weights, np.ascontiguousarray(weights.T)))
    column_order = make_model(np.asfortranarray(weights))
    assert one.checksum != other.checksum
    assert one.checksum == column_order.checksum
