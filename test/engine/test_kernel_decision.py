# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A decision in the last timestep: who fires, what follows, what it costs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.encoding import encode
from snn_agent.encoding import SpikeTrain
from snn_agent.engine import Engine
from snn_agent.engine import PairStdp
from snn_agent.engine.counts import COUNT_NAMES

FULL = np.full(12, 255, np.uint8)


def deciding(model, **changes):
    """Return the model with a point that always decides."""
    return model.with_points((
        replace(model.full_point, on_silence='nearest_fires', **changes),))


def train_of(spikes):
    return SpikeTrain.from_dense(np.asarray(spikes, bool), 0.001)


def difference(one, other):
    """Return by name the counts in which two results differ."""
    pairs = zip(COUNT_NAMES, one.counts.as_tuple(), other.counts.as_tuple())
    return {name: a - b for name, a, b in pairs if a != b}


def test_nearest_to_its_own_threshold_fires_in_the_last_timestep(make_model):
    theta = np.array([3.0, 0.5, 0.5, 0.0], np.float32)
    model = replace(
        make_model([[9.0, 8.0, 8.0, 1.0]], timesteps=3, inhibition=4.0, reset_mv=5.0,
                   threshold_mv=30.0, tau_membrane_s=1e6), theta=theta)
    engine = Engine(deciding(model))
    result = engine.run_spikes(train_of([[1], [0], [0]]))
    assert engine.output_spikes.tolist() == [0, 1, 0, 0]
    assert engine._state.potential.tolist() == [5.0, 5.0, 4.0, -3.0]
    assert (result.timesteps, result.presentations) == (3, 1)
    assert result.label in model.labels
    assert result.confidence > 0


def test_forced_spike_counts_like_any_other_and_a_second_search(make_model):
    model = make_model(np.full((2, 6), 0.5), timesteps=4, threshold_mv=30.0)
    silent, decided = (
        Engine(m).run_spikes(train_of([[1, 1], [0, 1], [0, 0], [0, 0]]))
        for m in (model, deciding(model)))
    assert difference(decided, silent) == {
        'output_spikes': 1, 'inhibition_operations': 5, 'threshold_comparisons': 6,
        'state_reads': 2 * 6 + 5, 'state_writes': 5 + 1}


def test_forced_spike_teaches(make_model):
    model = make_model(
        np.full((2, 2), 0.5), timesteps=4, threshold_mv=30.0, rule=PairStdp(), theta_step_mv=0.5,
        weight_mean=0.5)
    engine = Engine(deciding(model))
    result = engine.run_spikes(train_of([[1, 0], [0, 0], [0, 0], [1, 0]]), learn=True)
    learned = engine.learned_model()
    assert learned.theta[0] == pytest.approx(0.5, rel=1e-5)
    assert learned.theta[1] == 0
    assert learned.weights[0, 0] > 0.5 > learned.weights[1, 0]
    assert learned.weights[:, 1].tolist() == [0.5, 0.5]
    assert result.counts.weight_potentiations == 1


@pytest.mark.parametrize('when, spikes', [(0, 1), (3, 1)])
def test_nothing_is_forced_after_a_spike(make_model, when, spikes):
    model = make_model([[50.0, 1.0]], timesteps=4, refractory_s=0.01, inhibition=99.0)
    train = np.zeros((4, 1))
    train[when] = 1
    one, other = (Engine(m).run_spikes(train_of(train)) for m in (model, deciding(model)))
    assert one.counts == other.counts
    assert one.counts.output_spikes == spikes


def test_nothing_seen_is_nothing_decided(make_model):
    model = deciding(make_model(np.full((12, 3), 50.0), timesteps=7, max_presentations=4))
    engine = Engine(model)
    for result in (
            engine.run(np.zeros(12, np.uint8), sample=0),
            engine.run_spikes(train_of(np.zeros((7, 12))))):
        assert (result.label, result.label_index, result.confidence) == ('', -1, 0.0)
        assert (result.presentations, result.timesteps) == (1, 7)
        assert result.counts.threshold_comparisons == 7 * 3


@pytest.mark.parametrize('encoding', ['poisson', 'systematic'])
def test_one_presentation_decides(make_model, encoding):
    model = make_model(np.full((12, 3), 0.01), timesteps=20, max_presentations=4)
    model = model.with_points((replace(model.full_point, encoding=encoding),))
    again, once = (Engine(m).run(FULL, sample=3) for m in (model, deciding(model)))
    assert (again.presentations, again.timesteps, again.label) == (4, 80, '')
    assert (once.presentations, once.timesteps) == (1, 20)
    assert once.label in model.labels
    assert once.counts.output_spikes == 1


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.integers(1, 60), st.floats(0.2, 5.0), st.integers(0, 1000), st.booleans())
def test_deciding_changes_only_what_would_be_silent(hand_model, timesteps, scale, sample, learn):
    point = replace(
        hand_model.full_point, timesteps=timesteps, threshold_scale=scale, encoding='systematic')
    model = hand_model.with_points((point,))
    silent, decided = (
        Engine(m).run(FULL, sample=sample, learn=learn) for m in (model, deciding(model)))
    assert decided.presentations == 1
    assert decided.label or not decided.counts.input_spikes
    if silent.label:
        assert decided.scores.tolist() == silent.scores.tolist()
        assert decided.counts == silent.counts


def test_spike_train_of_the_systematic_encoding_gives_what_run_gives(hand_model):
    model = deciding(hand_model, encoding='systematic')
    direct = Engine(model, seed=5).run(FULL, sample=2)
    train = encode(FULL, model.encoding, 40, seed=5, sample=2, scheme='systematic')
    given_spikes = Engine(model).run_spikes(train)
    assert given_spikes.scores.tolist() == direct.scores.tolist()
    assert difference(direct, given_spikes) == {
        'random_draws': 1, 'encoding_additions': 12 * 40}


def test_systematic_encoding_counts_active_inputs_only(make_model):
    model = deciding(make_model(np.full((6, 2), 0.1), timesteps=9), encoding='systematic')
    result = Engine(model).run(np.array([0, 9, 0, 255, 0, 255], np.uint8), sample=0)
    assert (result.counts.encoding_additions, result.counts.random_draws) == (3 * 9, 1)
