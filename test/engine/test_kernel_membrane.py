# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Potentials, thresholds, rests and inhibition against closed forms, on networks made by hand."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from math import exp

import numpy as np
import pytest

from snn_agent.encoding import SpikeTrain
from snn_agent.engine import Engine

FLOAT32 = 2.0**-24
"""Largest relative error of one rounding."""


def show(model, spikes):
    """Show spikes, [timesteps, n_inputs]; return the result and the potentials at its end, mV."""
    engine = Engine(model)
    result = engine.run_spikes(
        SpikeTrain.from_dense(np.asarray(spikes, bool), model.encoding.dt_s))
    return result, engine._state.potential.copy()


def firing_times(make_model, spikes, **constants):
    """Return the timesteps in which the only neuron fires: the window is cut ever shorter."""
    spikes = np.asarray(spikes, bool)[:, None]
    totals = [
        show(make_model(timesteps=stop, **constants), spikes[:stop])[0].counts.output_spikes
        for stop in range(1, len(spikes) + 1)]
    return np.flatnonzero(np.diff([0, *totals])).tolist()


@pytest.mark.parametrize('tau_s, dt_s', [(0.1, 0.001), (0.02, 0.001), (0.005, 0.002)])
@pytest.mark.parametrize('timesteps', [1, 2, 30, 100])
def test_potential_decays_as_exp_of_time_over_tau(make_model, tau_s, dt_s, timesteps):
    model = make_model(
        [[3.0]], timesteps=timesteps, tau_membrane_s=tau_s, dt_s=dt_s, threshold_mv=90.0)
    spikes = np.zeros((timesteps, 1))
    spikes[0] = 1
    _, potential = show(model, spikes)
    expected = 3.0 * exp(-(timesteps - 1) * dt_s / tau_s)
    # One rounding in each product, one in the factor itself.
    assert potential[0] == pytest.approx(expected, rel=2 * timesteps * FLOAT32)


def test_potential_is_the_sum_of_all_decayed_inputs(make_model):
    rng = np.random.default_rng(2)
    weights, spikes = rng.uniform(0, 0.05, (30, 3)), rng.random((80, 30)) < 0.2
    model = make_model(weights, timesteps=80, tau_membrane_s=0.04, threshold_mv=90.0)
    _, potential = show(model, spikes)
    age = np.arange(80)[::-1] * 0.001
    expected = (np.exp(-age / 0.04)[:, None] * (spikes @ weights)).sum(axis=0)
    # About 560 additions and products; each is off by half a unit in the last place at most.
    np.testing.assert_allclose(potential, expected, rtol=560 * FLOAT32)


def test_scale_of_the_leak_stretches_the_time_constant(make_model):
    model = make_model([[3.0]], timesteps=50, tau_membrane_s=0.02, threshold_mv=90.0)
    model = model.with_points((replace(model.full_point, leak_scale=3.0),))
    _, potential = show(model, [[1]] + 49 * [[0]])
    assert potential[0] == pytest.approx(3.0 * exp(-0.049 / 0.06), rel=100 * FLOAT32)


def test_neuron_fires_at_its_threshold_and_not_below(make_model):
    for threshold, fires in ((2.5, 1), (np.nextafter(np.float32(2.5), np.float32(3)), 0)):
        model = make_model([[2.5]], timesteps=1, threshold_mv=float(threshold), reset_mv=0.25)
        result, potential = show(model, [[1]])
        assert result.counts.output_spikes == fires
        assert potential[0] == (0.25 if fires else 2.5)


def test_theta_raises_the_threshold(make_model):
    model = make_model([[2.5]], timesteps=1, threshold_mv=2.0, reset_mv=0.0)
    for theta, fires in ((0.5, 1), (0.5001, 0)):
        raised = replace(model, theta=np.array([theta], np.float32))
        assert show(raised, [[1]])[0].counts.output_spikes == fires


def test_scale_of_the_threshold_scales_threshold_theta_and_reset(make_model):
    model = make_model([[2.5]], timesteps=1, threshold_mv=4.0, reset_mv=1.0)
    model = replace(model, theta=np.array([1.0], np.float32))
    for scale, fires in ((0.5, 1), (0.51, 0)):
        scaled = model.with_points((replace(model.full_point, threshold_scale=scale),))
        result, potential = show(scaled, [[1]])
        assert result.counts.output_spikes == fires
        assert potential[0] == (0.5 if fires else 2.5)


@pytest.mark.parametrize('rest', [0, 1, 2, 5])
def test_neuron_rests_for_the_refractory_time(make_model, rest):
    times = firing_times(
        make_model, np.ones(23), weights=[[50.0]], refractory_s=rest * 0.001)
    assert times == list(range(0, 23, rest + 1))
    assert len(times) == ceil(23 / (rest + 1))


def test_resting_neuron_does_not_integrate(make_model):
    constants = {'weights': [[8.0]], 'threshold_mv': 8.0, 'reset_mv': 5.0, 'timesteps': 5}
    model = make_model(refractory_s=0.003, **constants)
    result, potential = show(model, [[1], [1], [1], [1], [0]])
    assert result.counts.output_spikes == 1
    assert potential[0] == pytest.approx(5.0 * exp(-0.01), rel=2 * FLOAT32)


def test_refractory_time_is_counted_in_seconds(make_model):
    times = firing_times(
        make_model, np.ones(20), weights=[[50.0]], refractory_s=0.004, dt_s=0.0005)
    assert times == [0, 9, 18]


def test_spike_inhibits_every_other_neuron_at_once(make_model):
    model = make_model(
        [[20.0, 15.0, 1.0]], timesteps=1, inhibition=4.0, threshold_mv=13.0, reset_mv=5.0)
    result, potential = show(model, [[1]])
    assert result.counts.output_spikes == 1
    assert potential.tolist() == [5.0, 11.0, -3.0]


def test_without_inhibition_the_others_fire_in_the_next_timesteps(make_model):
    model = make_model(
        [[20.0, 15.0, 18.0]], timesteps=3, threshold_mv=13.0, reset_mv=5.0, refractory_s=0.01)
    engine = Engine(model)
    engine.run_spikes(SpikeTrain.from_dense(np.array([[1], [0], [0]], bool), 0.001))
    assert engine.output_spikes.tolist() == [1, 1, 1]


def test_furthest_above_its_own_threshold_fires_first_of_equals(make_model):
    weights, theta = [[20.0, 19.0, 19.0, 18.0]], np.array([3.0, 0.5, 0.5, 0.5], np.float32)
    model = replace(make_model(weights, timesteps=1, inhibition=50.0), theta=theta)
    engine = Engine(model)
    engine.run_spikes(SpikeTrain.from_dense(np.array([[1]], bool), 0.001))
    assert engine.output_spikes.tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize('scale', [0.25, 0.5, 2.0])
def test_scaling_all_potentials_changes_no_spike(make_model, scale):
    # A power of two scales every product and sum exactly: the same spikes, bit for bit.
    rng = np.random.default_rng(5)
    weights, spikes = rng.uniform(0, 4, (20, 12)).astype(np.float32), rng.random((100, 20)) < 0.1
    model = make_model(weights, timesteps=100, inhibition=3.0, threshold_mv=9.0, reset_mv=1.0)
    point = replace(model.full_point, threshold_scale=scale, inhibition_scale=scale)
    one, other = Engine(model), Engine(replace(
        model, weights=weights * np.float32(scale), points=(point,)))
    train = SpikeTrain.from_dense(spikes, 0.001)
    counts = [engine.run_spikes(train).counts for engine in (one, other)]
    assert counts[0] == counts[1]
    assert counts[0].output_spikes > 20
    assert one.output_spikes.tolist() == other.output_spikes.tolist()


def test_firing_rate_does_not_depend_on_dt(make_model):
    # 100 inputs of 30 Hz, 40 s at dt = 0.5, 1 and 2 ms. A neuron fires at the end of a timestep
    # only, half a timestep late on average: with 17 ms between spikes, 2 ms instead of 1 ms cost
    # 3%. The draws differ: some 2,400 spikes, almost regular, vary by less than 1%. Hence 5%;
    # a leak or a rest that ignored dt would change the rate by 11% or more.
    rates = []
    for dt_s in (0.0005, 0.001, 0.002):
        timesteps = round(4.0 / dt_s)
        model = make_model(
            np.full((100, 1), 0.25), timesteps=timesteps, dt_s=dt_s, max_rate_hz=30.0,
            threshold_mv=13.0, reset_mv=5.0, refractory_s=0.004, tau_membrane_s=0.1)
        engine = Engine(model, seed=7)
        values = np.full(100, 255, np.uint8)
        spikes = sum(engine.run(values, sample=k).counts.output_spikes for k in range(10))
        rates.append(spikes / 40.0)
    assert rates == pytest.approx([rates[1]] * 3, rel=0.05)
    assert 50 < rates[1] < 70
