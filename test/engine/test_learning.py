# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Learning per window against the equations of WindowedStdp, on networks made by hand."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from snn_agent.encoding import SpikeTrain
from snn_agent.engine import Engine
from snn_agent.engine import Model
from snn_agent.engine import WindowedStdp

# Inputs 0 and 1 drive one neuron each over its threshold, 2 is the one whose weights are looked
# at, 3 never spikes.
FIRST, SECOND, PROBE, SILENT = range(4)
START = np.array([[80.0, 0.0], [0.0, 80.0], [4.0, 4.0], [10.0, 10.0]], np.float32)
LARGEST = 100.0
RULE = WindowedStdp(
    rate_pre=0.1, rate_post=0.2, tau_pre_s=0.02, tau_post_s=0.01, window_s=0.01,
    spikes_per_step=2.0)


@pytest.fixture
def learned(make_model):
    """Return a function that shows spikes at the given timesteps; it returns engine, counts."""
    def learn(
        first=(), second=(), probe=(), rule=RULE, timesteps=30, weights=START, **scales,
    ):
        engine = Engine(make_model(
            weights, timesteps=timesteps, rule=rule, threshold_mv=50.0, reset_mv=0.0,
            refractory_s=0.0, weight_mean=23.5))
        engine.set_point(replace(engine.point, **scales))
        spikes = np.zeros((timesteps, len(START)), bool)
        for channel, steps in ((FIRST, first), (SECOND, second), (PROBE, probe)):
            spikes[list(steps), channel] = True
        counts = engine.run_spikes(SpikeTrain.from_dense(spikes, 0.001), learn=True).counts
        return engine, counts
    return learn


def probe_weights(engine):
    """Return the weights of the probe scaled so that the silent input is as it was."""
    weights = engine._state.weights
    return weights[PROBE] * START[SILENT] / weights[SILENT]


def test_neuron_that_fired_learns_once_from_the_trace_at_the_end_of_the_window(learned):
    engine, counts = learned(first=[3, 6], probe=[2, 7])
    assert counts.output_spikes == 2
    raised = RULE.rate_post * exp(-0.002 / RULE.tau_pre_s) * (LARGEST - 4.0)
    assert probe_weights(engine) == pytest.approx([4.0 + raised, 4.0], rel=1e-5)
    assert (counts.weight_potentiations, counts.weight_depressions) == (2, 0)


def test_last_timestep_ends_the_last_window(learned):
    engine, counts = learned(first=[22], probe=[24], timesteps=25)
    raised = RULE.rate_post * (LARGEST - 4.0)
    assert probe_weights(engine)[0] == pytest.approx(4.0 + raised, rel=1e-5)
    assert counts.weight_potentiations == 2


def test_window_longer_than_the_sample_is_the_whole_sample(learned):
    engine, counts = learned(
        first=[3, 8, 15], probe=[14], timesteps=17, rule=replace(RULE, window_s=1.0))
    raised = 2 * RULE.rate_post * exp(-0.002 / RULE.tau_pre_s) * (LARGEST - 4.0)
    assert probe_weights(engine)[0] == pytest.approx(4.0 + raised, rel=1e-5)
    assert (counts.weight_potentiations, counts.weight_depressions) == (2, 0)


@pytest.mark.parametrize('spikes, factor', [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_potentiation_grows_with_the_largest_number_of_output_spikes(learned, spikes, factor):
    # The spikes of the second neuron raise the rate of the first, which fires in window 1 only.
    engine, _ = learned(second=range(spikes), first=[15], probe=[19])
    raised = factor * RULE.rate_post * (LARGEST - 4.0)
    assert probe_weights(engine)[0] == pytest.approx(4.0 + raised, rel=1e-5)


def test_neuron_that_did_not_fire_forgets_the_inputs_of_the_window_once(learned):
    # Five output spikes; the first neuron's input spikes five times, the probe later three.
    engine, counts = learned(first=range(5), probe=[12, 13, 19])
    lowered = RULE.rate_pre * exp(-0.01 / RULE.tau_post_s) * 5 / 5
    assert probe_weights(engine) == pytest.approx([4.0 * (1 - lowered), 4.0], rel=1e-5)
    assert counts.weight_depressions == 1


def test_depression_falls_with_the_largest_number_of_input_spikes(learned):
    engine, counts = learned(first=[2, 3], probe=[*range(10, 18), 24])
    decay = exp(-0.01 / RULE.tau_post_s)
    factors = [1 - RULE.rate_pre * 2 / 8 * decay, 1 - RULE.rate_pre * 2 / 9 * decay**2]
    assert probe_weights(engine)[0] == pytest.approx(4.0 * np.prod(factors), rel=1e-5)
    assert counts.weight_depressions == 2


def test_neuron_without_a_live_trace_does_not_forget(learned):
    # exp(-7) is below 1/1024: one window later the trace is gone.
    for window_s, depressions in ((0.06, 1), (0.07, 0)):
        rule = replace(RULE, window_s=window_s)
        _, counts = learned(first=[2], probe=[100], timesteps=140, rule=rule)
        assert counts.weight_depressions == depressions


def test_neuron_that_never_fired_keeps_its_weights(learned):
    engine, _ = learned(first=[2, 12], probe=[5, 15, 25])
    np.testing.assert_array_equal(engine._state.weights[:, 1], START[:, 1])


def test_learning_rate_scale_acts_on_both_rates_and_stops_at_one(learned):
    for scale in (0.5, 2.0, 1000.0):
        engine, _ = learned(first=[2, 3], probe=[9], timesteps=10, learning_rate_scale=scale)
        raised = min(1.0, scale * RULE.rate_post) * (LARGEST - 4.0)
        assert probe_weights(engine)[0] == pytest.approx(4.0 + raised, rel=1e-5)
        engine, _ = learned(first=range(3), probe=[15], timesteps=20, learning_rate_scale=scale)
        lowered = min(1.0, scale * RULE.rate_pre) * exp(-0.01 / RULE.tau_post_s)
        assert probe_weights(engine)[0] == pytest.approx(4.0 * (1 - lowered), rel=1e-5)


def test_product_of_factor_and_rate_stops_at_one(learned):
    rule = replace(RULE, rate_pre=1.0, spikes_per_step=0.1)
    engine, _ = learned(first=[3], probe=[9], rule=rule)
    assert probe_weights(engine)[0] == pytest.approx(LARGEST, rel=1e-5)
    # Two inputs with five spikes each make ten output spikes.
    weights = START.copy()
    weights[SECOND] = 80.0, 0.0
    engine, _ = learned(
        first=range(0, 10, 2), second=range(1, 10, 2), probe=[15], rule=rule, weights=weights)
    lowered = exp(-0.01 / RULE.tau_post_s)
    assert probe_weights(engine)[0] == pytest.approx(4.0 * (1 - lowered), rel=1e-5)


def test_threshold_adapts_at_the_spikes(make_model):
    model = make_model(
        START, timesteps=10, rule=RULE, threshold_mv=50.0, reset_mv=0.0, refractory_s=0.0,
        theta_step_mv=35.0)
    spikes = np.zeros((10, 4), bool)
    spikes[[2, 7], FIRST] = True
    engine = Engine(model)
    counts = engine.run_spikes(SpikeTrain.from_dense(spikes, 0.001), learn=True).counts
    assert counts.output_spikes == 1
    assert engine._state.theta[0] == pytest.approx(35.0, rel=1e-5)


def test_window_is_rounded_to_whole_timesteps(learned):
    runs = [
        learned(first=[2, 9], probe=[2, 5, 8], rule=replace(RULE, window_s=window_s))[1]
        for window_s in (0.0001, 0.001, 0.0014)]
    assert runs[0] == runs[1] == runs[2]
    assert runs[0].weight_potentiations == 2 + 2


def test_nothing_is_carried_into_the_next_presentation(learned):
    engine, _ = learned(first=range(8), probe=range(20), rule=replace(RULE, rate_post=0.0))
    weights = engine._state.weights.copy()
    spikes = np.zeros((30, 4), bool)
    spikes[[0, 1], FIRST] = True
    spikes[15, PROBE] = True
    counts = engine.run_spikes(SpikeTrain.from_dense(spikes, 0.001), learn=True).counts
    assert (counts.weight_potentiations, counts.weight_depressions) == (1, 1)
    lowered = RULE.rate_pre * exp(-0.01 / RULE.tau_post_s) * 2 / 2
    after = engine._state.weights[PROBE, 0] / engine._state.weights[SILENT, 0]
    before = weights[PROBE, 0] / weights[SILENT, 0]
    assert after == pytest.approx(before * (1 - lowered), rel=1e-5)


def test_counting_input_spikes_costs_a_read_and_a_write_each(learned):
    engine, learning = learned(probe=[1, 2, 25])
    spikes = np.zeros((30, 4), bool)
    spikes[[1, 2, 25], PROBE] = True
    inference = engine.run_spikes(SpikeTrain.from_dense(spikes, 0.001)).counts
    thresholds = 2      # their decay
    assert learning.state_reads - inference.state_reads == 3 + thresholds
    assert learning.state_writes - inference.state_writes == 3 + thresholds


def test_taking_each_input_of_a_window_once_costs_a_read_per_spike(learned):
    _, learning = learned(first=[5], probe=[12, 13, 14])
    _, later = learned(first=[5], probe=[12, 13, 14], rule=replace(RULE, rate_pre=0.0))
    _, never = learned(first=[5], probe=[12, 13, 14], rule=replace(RULE, tau_post_s=0.001))
    assert later == learning
    assert learning.weight_depressions - never.weight_depressions == 1
    assert learning.state_reads - never.state_reads == 3 + 1


def test_rule_survives_a_model_file(learned, tmp_path):
    engine, _ = learned(first=[2], probe=[3])
    engine.learned_model().save(tmp_path / 'model.npz')
    model = Model.load(tmp_path / 'model.npz')
    assert model.spec.dense.plasticity == RULE
    assert isinstance(model.spec.dense.plasticity, WindowedStdp)
