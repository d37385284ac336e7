# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Systematic encoding: the definition, how even its spikes are, its chances."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.encoding import encode
from snn_agent.encoding import RateEncoding
from snn_agent.encoding.philox import ROUNDS
from snn_agent.encoding.systematic import PHASE_STEP

SEEDS = st.integers(0, 2**64 - 1)
SAMPLES = st.integers(0, 2**32 - 1)
RATES = st.floats(1.0, 1500.0)
IMAGES = st.lists(st.integers(0, 255), min_size=1, max_size=40).map(
    lambda values: np.array(values, np.uint8))
QUICK = settings(deadline=None, derandomize=True, max_examples=80)


def dense(values, rate_hz=128.0, timesteps=100, **words):
    """Return the spikes, bool[timesteps, n_inputs]."""
    words = {'seed': 0, 'sample': 0, **words}
    return encode(values, RateEncoding(rate_hz), timesteps, scheme='systematic', **words).dense()


def probabilities(values, rate_hz=128.0):
    """Return the probability of each input, a multiple of 1 / 65536."""
    return RateEncoding(rate_hz).thresholds()[0, values] / 65536


def largest_error(timesteps):
    """
    Return the largest difference between spikes and rate x T of an input over all phases.

    An input spikes while the phase is in an arc of the circle as long as its probability. The
    worst arcs begin and end at points of the lattice; this is their discrepancy.
    """
    points = np.sort(np.arange(timesteps) * PHASE_STEP % 65536)
    lead = np.arange(timesteps) - timesteps * points / 65536
    return lead.max() - lead.min() + 1 - timesteps / 65536


@pytest.mark.parametrize('case', range(40))
def test_encoder_equals_reference(reference, case):
    rng = np.random.default_rng(case)
    encoding = RateEncoding(
        float(rng.uniform(1, 1500)), float(rng.choice([5e-4, 1e-3])), 4, float(rng.uniform(0, 1)))
    values = rng.integers(0, 256, int(rng.integers(1, 60))).astype(np.uint8)
    values[rng.random(len(values)) < 0.3] = 0
    timesteps = int(rng.choice([1, 2, 10, 63, 64, 65, 200]))
    words = {
        'seed': int(rng.integers(0, 2**63)), 'sample': int(rng.integers(0, 2**32)),
        'presentation': int(rng.integers(0, 4))}
    scale = float(rng.uniform(0.2, 2))
    levels = reference.spike_levels(encoding, words['presentation'], scale)
    steps, _ = reference.encode_systematically(
        values.tolist(), levels, timesteps, rounds=ROUNDS, **words)
    train = encode(values, encoding, timesteps, rate_scale=scale, scheme='systematic', **words)
    offsets = train.step_offsets
    found = [train.index[a:b].tolist() for a, b in zip(offsets[:-1], offsets[1:])]
    assert found == steps
    assert (train.n_inputs, train.dt_s) == (len(values), encoding.dt_s)


def test_step_of_the_phase_is_the_golden_ratio_and_reaches_every_phase():
    assert PHASE_STEP == round((5**0.5 - 1) / 2 * 65536)
    assert len(set((np.arange(65536) * PHASE_STEP % 65536).tolist())) == 65536


@QUICK
@given(IMAGES, RATES, SEEDS, SAMPLES, st.integers(1, 150))
def test_spikes_of_a_timestep_follow_the_sum_of_the_rates(values, rate, seed, sample, timesteps):
    spikes = dense(values, rate, timesteps, seed=seed, sample=sample).sum(axis=1)
    assert (np.abs(spikes - probabilities(values, rate).sum()) < 1).all()


@QUICK
@given(IMAGES, RATES, SEEDS, SAMPLES, st.integers(1, 500))
def test_spikes_of_an_input_follow_its_rate(values, rate, seed, sample, timesteps):
    spikes = dense(values, rate, timesteps, seed=seed, sample=sample).sum(axis=0)
    error = np.abs(spikes - probabilities(values, rate) * timesteps)
    assert (error <= largest_error(timesteps) + 1e-9).all()


def test_largest_error_is_as_documented():
    errors = np.array([largest_error(timesteps) for timesteps in range(1, 402)])
    assert errors[:14].max() < 2
    assert errors[:158].max() < 3
    assert errors.max() < 4
    assert max(largest_error(timesteps) for timesteps in range(402, 10_001, 53)) < 9


@pytest.mark.parametrize('timesteps', [1, 2, 7])
def test_largest_error_is_that_of_all_arcs(timesteps):
    # Every arc against every point, on the circle itself.
    inside = np.zeros(2 * 65536, int)
    points = np.arange(timesteps) * PHASE_STEP % 65536
    inside[points] = inside[points + 65536] = 1
    total = np.concatenate([[0], np.cumsum(inside)])
    worst = 0.0
    for length in {*range(0, 65537, 64), *np.diff(np.sort(points)).tolist(), 1}:
        spikes = total[length:length + 65536] - total[:65536]
        worst = max(worst, np.abs(spikes - length * timesteps / 65536).max())
    assert worst == pytest.approx(largest_error(timesteps), abs=64 * timesteps / 65536)
    assert worst <= largest_error(timesteps) + 1e-9


@QUICK
@given(IMAGES, RATES, SEEDS, SAMPLES, st.integers(1, 150), st.integers(1, 150))
def test_shorter_window_is_the_beginning_of_a_longer_one(values, rate, seed, sample, one, other):
    short, long = sorted((one, other))
    words = {'seed': seed, 'sample': sample}
    np.testing.assert_array_equal(
        dense(values, rate, short, **words), dense(values, rate, long, **words)[:short])


@QUICK
@given(IMAGES, SEEDS, SAMPLES)
def test_black_never_spikes_and_certainty_always_does(values, seed, sample):
    spikes = dense(values, 256_000.0, 70, seed=seed, sample=sample)
    np.testing.assert_array_equal(spikes, np.broadcast_to(values > 0, spikes.shape))


@QUICK
@given(IMAGES, RATES, SEEDS)
def test_black_inputs_change_nothing(values, rate, seed):
    spread = np.zeros(3 * len(values), np.uint8)
    spread[1::3] = values
    np.testing.assert_array_equal(
        dense(spread, rate, 20, seed=seed)[:, 1::3], dense(values, rate, 20, seed=seed))


@pytest.mark.parametrize('timesteps', [1, 10])
def test_every_input_spikes_at_its_rate_on_average(timesteps):
    # 20,000 random phases. The spikes of one input in one timestep are Bernoulli draws over the
    # phases; 5 standard deviations, one of 1.7 million inputs is further off by chance.
    phases, values = 20_000, np.arange(1, 256, 2, dtype=np.uint8)
    expected = probabilities(values, 700.0)
    last = np.zeros(len(values))
    for sample in range(phases):
        last += dense(values, 700.0, timesteps, sample=sample)[-1]
    deviation = (last - phases * expected) / np.sqrt(phases * expected * (1 - expected))
    assert np.abs(deviation).max() < 5


def test_short_windows_carry_less_noise_than_random_spikes():
    # Variance of the spikes of an input over 10 timesteps; p (1 - p) T for random spikes.
    values, timesteps, samples = np.full(80, 255, np.uint8), 10, 200
    counts = np.array([
        dense(values, 300.0, timesteps, sample=sample).sum(axis=0) for sample in range(samples)])
    assert counts.var() < 0.3 * 0.3 * 0.7 * timesteps


@pytest.mark.parametrize('change', [
    {'seed': 1}, {'seed': 2**32}, {'sample': 1}, {'presentation': 1}])
def test_other_key_or_counter_gives_another_phase(change):
    # The rates add up to a fifth of a spike: the phase says in which timesteps it comes.
    values, encoding = np.full(64, 255, np.uint8), RateEncoding(3.0, rate_step=0.0)
    words = {'seed': 0, 'sample': 0, 'scheme': 'systematic'}
    one, other = (
        encode(values, encoding, 50, **{**words, **more}).dense() for more in ({}, change))
    assert (one != other).any()
