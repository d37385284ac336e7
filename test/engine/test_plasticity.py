# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Learning against the equations of PairStdp, Lif and Dense, on networks made by hand."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from math import log

import numpy as np
import pytest

from snn_agent.encoding import SpikeTrain
from snn_agent.engine import Engine
from snn_agent.engine import PairStdp

# Inputs: 0 drives the neuron over its threshold, 1 is the one that learns, 2 never spikes.
DRIVE, PROBE = 0, 1
START = np.array([[80.0], [4.0], [10.0]], np.float32)
LARGEST = 100.0
RULE = PairStdp(rate_pre=0.1, rate_post=0.2, tau_pre_s=0.02, tau_post_s=0.01)


def learned(make_model, drive, probe, timesteps=80, weights=START, **constants):
    """Show spikes of the two inputs at the given timesteps once; return the engine after it."""
    constants = {'rule': RULE, 'threshold_mv': 50.0, 'reset_mv': 0.0, **constants}
    engine = Engine(make_model(weights, timesteps=timesteps, **constants))
    spikes = np.zeros((timesteps, len(weights)), bool)
    spikes[drive, DRIVE] = True
    spikes[probe, PROBE] = True
    engine.run_spikes(SpikeTrain.from_dense(spikes, 0.001), learn=True)
    return engine


def weights_before_normalisation(engine):
    """Return the weights scaled so that the input that never spikes is as it was."""
    weights = engine._state.weights[:, 0]
    return weights * (START[2, 0] / weights[2])


@pytest.mark.parametrize('gap', [0, 1, 7, 40])
def test_input_before_the_neuron_raises_the_weight(make_model, gap):
    engine = learned(make_model, drive=[10 + gap], probe=[10])
    assert engine.output_spikes.tolist() == [1]
    trace = exp(-gap * 0.001 / RULE.tau_pre_s)
    expected = 4.0 + RULE.rate_post * trace * (LARGEST - 4.0)
    assert weights_before_normalisation(engine)[PROBE] == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize('gap', [1, 7, 40])
def test_input_after_the_neuron_lowers_the_weight(make_model, gap):
    engine = learned(make_model, drive=[10], probe=[10 + gap])
    trace = exp(-gap * 0.001 / RULE.tau_post_s)
    expected = 4.0 * (1.0 - RULE.rate_pre * trace)
    assert weights_before_normalisation(engine)[PROBE] == pytest.approx(expected, rel=1e-6)


def test_postsynaptic_trace_ends_at_its_floor(make_model):
    steps = log(1024) * RULE.tau_post_s / 0.001
    for gap, changes in ((int(steps), True), (int(steps) + 1, False)):
        engine = learned(make_model, drive=[5], probe=[5 + gap], timesteps=100)
        assert (engine._state.weights[PROBE] / engine._state.weights[2] != 0.4) == changes


def test_trace_jumps_to_one_whatever_was_before(make_model):
    engine = learned(make_model, drive=[12], probe=[3, 5, 10])
    expected = 4.0 + RULE.rate_post * exp(-0.002 / RULE.tau_pre_s) * (LARGEST - 4.0)
    assert weights_before_normalisation(engine)[PROBE] == pytest.approx(expected, rel=1e-6)


def test_learning_rate_scale_acts_on_both_rates_and_stops_at_one(make_model):
    model = make_model(START, timesteps=20, rule=RULE, threshold_mv=50.0, reset_mv=0.0)
    spikes = np.zeros((20, 3), bool)
    spikes[10, [DRIVE, PROBE]] = True
    for scale, rate in ((0.5, 0.1), (2.0, 0.4), (50.0, 1.0)):
        engine = Engine(model)
        engine.set_point(replace(model.full_point, learning_rate_scale=scale))
        engine.run_spikes(SpikeTrain.from_dense(spikes, 0.001), learn=True)
        expected = 4.0 + rate * (LARGEST - 4.0)
        assert weights_before_normalisation(engine)[PROBE] == pytest.approx(expected, rel=1e-6)


def test_theta_grows_with_each_spike_and_returns_over_the_window(make_model):
    engine = learned(
        make_model, drive=[10, 30, 50], probe=[], theta_step_mv=0.5, tau_theta_s=0.2)
    assert engine.output_spikes.tolist() == [3]
    assert engine._state.theta[0] == pytest.approx(1.5 * exp(-80 * 0.001 / 0.2), rel=1e-6)


def test_scales_of_the_threshold_adaptation(make_model):
    model = make_model(
        START, timesteps=50, rule=RULE, threshold_mv=50.0, theta_step_mv=0.5, tau_theta_s=0.2)
    engine = Engine(model)
    engine.set_point(replace(
        model.full_point, threshold_adaptation_scale=4.0, threshold_decay_scale=0.5))
    spikes = np.zeros((50, 3), bool)
    spikes[10, DRIVE] = True
    engine.run_spikes(SpikeTrain.from_dense(spikes, 0.001), learn=True)
    assert engine._state.theta[0] == pytest.approx(2.0 * exp(-0.05 / 0.1), rel=1e-6)


def test_normalisation_keeps_the_mean_of_the_neurons_that_fired(make_model):
    rng = np.random.default_rng(4)
    weights = rng.uniform(0, 2, (40, 6)).astype(np.float32)
    weights[DRIVE] = [60, 0, 60, 0, 60, 0]
    engine = learned(
        make_model, drive=[3, 20, 40], probe=[1], weights=weights, weight_mean=0.7,
        inhibition=1.0)
    fired = engine.output_spikes > 0
    assert fired.tolist() == [True, False] * 3
    after = engine._state.weights
    # 40 additions in float32.
    np.testing.assert_allclose(after[:, fired].mean(axis=0), 0.7, rtol=40 * 2.0**-24)
    np.testing.assert_array_equal(after[:, ~fired], weights[:, ~fired])


def test_weights_stay_between_zero_and_the_largest(make_model):
    # Few inputs spike and a high mean must be kept: the normalisation pushes upwards.
    rng = np.random.default_rng(0)
    model = make_model(
        rng.uniform(10, 90, (8, 3)), timesteps=50, weight_mean=80.0, threshold_mv=50.0,
        rule=PairStdp(rate_pre=0.5, rate_post=0.5))
    engine = Engine(model)
    for sample in range(20):
        values = np.zeros(8, np.uint8)
        values[rng.integers(0, 8, 2)] = 255
        engine.run(values, sample=sample, learn=True)
    weights = engine.learned_model().weights
    assert weights.min() >= 0
    assert weights.max() <= LARGEST * 1.00001


def test_nothing_changes_without_learning(make_model):
    model = make_model(START, timesteps=20, rule=RULE, threshold_mv=50.0, theta_step_mv=1.0)
    engine = Engine(model)
    result = engine.run(np.full(3, 255, np.uint8), sample=0)
    assert result.counts.output_spikes > 0
    np.testing.assert_array_equal(engine._state.weights, model.weights)
    assert engine._state.theta.tolist() == [0.0]
    assert result.counts.weight_writes == 0


def test_fixed_weights_stay_fixed_when_learning(make_model):
    model = make_model(START, timesteps=20, rule=None, threshold_mv=50.0, theta_step_mv=1.0)
    engine = Engine(model)
    result = engine.run(np.full(3, 255, np.uint8), sample=0, learn=True)
    assert result.counts.output_spikes > 0
    np.testing.assert_array_equal(engine._state.weights, model.weights)
    assert result.counts.weight_writes == 0
