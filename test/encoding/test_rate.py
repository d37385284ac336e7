# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Rate encoding: the definition, its statistics, its limits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.encoding import encode
from snn_agent.encoding import RateEncoding
from snn_agent.encoding.philox import ROUNDS
from snn_agent.errors import ConfigurationError

SEEDS = st.integers(0, 2**64 - 1)
SAMPLES = st.integers(0, 2**32 - 1)
IMAGES = st.lists(st.integers(0, 255), min_size=1, max_size=12).map(
    lambda values: np.array(values, np.uint8))
QUICK = settings(deadline=None, derandomize=True, max_examples=60)


def dense(values, encoding=None, timesteps=100, **words):
    """Return the spikes, bool[timesteps, n_inputs]."""
    encoding = encoding or RateEncoding()
    words = {'seed': 0, 'sample': 0, **words}
    return encode(values, encoding, timesteps, **words).dense()


@pytest.mark.parametrize('case', range(40))
def test_encoder_equals_reference(reference, case):
    rng = np.random.default_rng(case)
    encoding = RateEncoding(
        float(rng.uniform(1, 1500)), float(rng.choice([5e-4, 1e-3])), 4, float(rng.uniform(0, 1)))
    values = rng.integers(0, 256, int(rng.integers(1, 20))).astype(np.uint8)
    timesteps = int(rng.choice([1, 7, 8, 9, 63, 64, 65, 128, 130, 200]))
    words = {
        'seed': int(rng.integers(0, 2**63)), 'sample': int(rng.integers(0, 2**32)),
        'presentation': int(rng.integers(0, 4))}
    scale = float(rng.uniform(0.2, 2))
    levels = reference.spike_levels(encoding, words['presentation'], scale)
    steps, _ = reference.encode(values.tolist(), levels, timesteps, rounds=ROUNDS, **words)
    train = encode(values, encoding, timesteps, rate_scale=scale, **words)
    offsets = train.step_offsets
    found = [train.index[a:b].tolist() for a, b in zip(offsets[:-1], offsets[1:])]
    assert found == steps
    assert (train.n_inputs, train.dt_s) == (len(values), encoding.dt_s)


def test_levels_equal_the_reference(reference):
    encoding = RateEncoding(300.0, 0.001, 16, 0.7)
    for scale in (0.25, 1.0, 3.0):
        table = encoding.thresholds(scale)
        assert table.dtype == np.uint32
        assert table.tolist() == [
            reference.spike_levels(encoding, k, scale) for k in range(16)]


@QUICK
@given(IMAGES, SEEDS, SAMPLES, st.integers(1, 150), st.integers(1, 150))
def test_shorter_window_is_the_beginning_of_a_longer_one(values, seed, sample, one, other):
    short, long = sorted((one, other))
    encoding = RateEncoding(max_rate_hz=400.0)
    np.testing.assert_array_equal(
        dense(values, encoding, short, seed=seed, sample=sample),
        dense(values, encoding, long, seed=seed, sample=sample)[:short])


@QUICK
@given(IMAGES, IMAGES, SEEDS)
def test_an_input_does_not_depend_on_the_others(values, more, seed):
    alone = dense(values, seed=seed)
    together = dense(np.concatenate([values, more]), seed=seed)
    np.testing.assert_array_equal(together[:, :len(values)], alone)


@QUICK
@given(IMAGES, SEEDS, SAMPLES)
def test_black_never_spikes_and_certainty_always_does(values, seed, sample):
    certain = RateEncoding(max_rate_hz=1000.0, dt_s=0.256)
    spikes = dense(values, certain, 70, seed=seed, sample=sample)
    np.testing.assert_array_equal(spikes, np.broadcast_to(values > 0, spikes.shape))


def test_rates_are_those_of_bernoulli_draws():
    # 256 values x 40,000 timesteps. 5 standard deviations: one value in 1.7 million is further
    # off by chance; the sum of squares has mean 255 and standard deviation 22.6, 5 of these.
    timesteps = 40_000
    encoding = RateEncoding(max_rate_hz=900.0)
    train = encode(np.arange(256, dtype=np.uint8), encoding, timesteps, seed=3, sample=9)
    spikes = np.bincount(train.index, minlength=256)[1:]
    probability = np.arange(1, 256) / 255 * 0.9
    deviation = (spikes - timesteps * probability) / np.sqrt(
        timesteps * probability * (1 - probability))
    assert np.abs(deviation).max() < 5
    assert abs((deviation**2).sum() - 255) < 5 * np.sqrt(2 * 255)


def test_draws_are_uncorrelated():
    # Correlations of n fair bits have a standard deviation of 1 / sqrt(n): 5 of these.
    spikes = dense(np.full(256, 255, np.uint8), RateEncoding(500.0), 2048) - 0.5
    for shifted in (
            spikes[1:] * spikes[:-1], spikes[8:] * spikes[:-8], spikes[:, 1:] * spikes[:, :-1]):
        assert abs(4 * shifted.mean()) < 5 / np.sqrt(shifted.size)


@pytest.mark.parametrize('change', [
    {'seed': 1}, {'seed': 2**32}, {'sample': 1}, {'presentation': 1}])
def test_other_key_or_counter_gives_other_spikes(change):
    values = np.full(64, 255, np.uint8)
    encoding = RateEncoding(max_rate_hz=500.0, rate_step=0.0)
    one, other = dense(values, encoding), dense(values, encoding, **change)
    # 6,400 pairs of fair bits: half of them differ, 5 standard deviations are 200.
    assert abs((one != other).sum() - 3200) < 200
    np.testing.assert_array_equal(one, dense(values, encoding))


def test_rate_grows_with_presentation_and_scale():
    encoding = RateEncoding(max_rate_hz=100.0, rate_step=0.5)
    levels = encoding.thresholds()[:, 255] / 65536
    np.testing.assert_allclose(levels, [0.1, 0.15, 0.2, 0.25], atol=1 / 65536)
    assert encoding.thresholds(2.0)[0, 255] / 65536 == pytest.approx(0.2, abs=1 / 65536)
    assert (np.diff(encoding.thresholds().astype(int), axis=1) >= 0).all()
    assert (encoding.thresholds()[:, 0] == 0).all()


@pytest.mark.parametrize('field, values', [
    ('max_rate_hz', (0.0, -1.0, float('inf'), float('nan'))),
    ('dt_s', (0.0, -0.001, float('inf'), float('nan'))),
    ('max_presentations', (0, 17, -1)),
    ('rate_step', (-0.1, float('inf'), float('nan'))),
])
def test_limits_are_checked(field, values):
    for value in values:
        with pytest.raises(ConfigurationError, match=field):
            RateEncoding(**{field: value})


def test_fraction_of_presentations_is_refused():
    with pytest.raises(ConfigurationError, match='max_presentations'):
        RateEncoding(max_presentations=2.5)


def test_dictionary_round_trip():
    encoding = RateEncoding(63.0, 0.002, 7, 0.25)
    assert RateEncoding(**encoding.to_dict()) == encoding
