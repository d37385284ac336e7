# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""One sample through any of the encodings."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.encoding import encode
from snn_agent.encoding import RateEncoding
from snn_agent.encoding.schemes import SCHEMES
from snn_agent.errors import ConfigurationError

VALUES = np.arange(0, 256, 3, dtype=np.uint8)


@pytest.mark.parametrize('scheme', SCHEMES)
def test_a_sample_is_a_function_of_its_arguments(scheme):
    words = {'seed': 5, 'sample': 7, 'scheme': scheme}
    first, again = (encode(VALUES, RateEncoding(), 30, **words) for _ in range(2))
    other = encode(VALUES, RateEncoding(), 30, **{**words, 'sample': 8})
    np.testing.assert_array_equal(first.dense(), again.dense())
    assert (first.dense() != other.dense()).any()


def test_schemes_differ_and_poisson_is_the_default():
    words = {'seed': 5, 'sample': 7}
    default, poisson, systematic = (
        encode(VALUES, RateEncoding(), 30, **words, **choice).dense()
        for choice in ({}, {'scheme': 'poisson'}, {'scheme': 'systematic'}))
    np.testing.assert_array_equal(default, poisson)
    assert (poisson != systematic).any()


@pytest.mark.parametrize('scheme', SCHEMES)
def test_strided_values_are_taken(scheme):
    words = {'seed': 0, 'sample': 0, 'scheme': scheme}
    np.testing.assert_array_equal(
        encode(np.repeat(VALUES, 2)[::2], RateEncoding(), 9, **words).dense(),
        encode(VALUES, RateEncoding(), 9, **words).dense())


@pytest.mark.parametrize('seed', [-1, 2**64])
def test_seed_out_of_range_is_refused(seed):
    with pytest.raises(ConfigurationError, match='seed'):
        encode(np.zeros(1, np.uint8), RateEncoding(), 1, seed=seed, sample=0)


@pytest.mark.parametrize('change', [
    {'timesteps': 0}, {'timesteps': -1}, {'sample': -1}, {'sample': 2**32}, {'presentation': -1},
    {'presentation': 4}, {'values': np.array([0.5, 1.0])}, {'values': np.array([300])},
    {'values': np.zeros((2, 2), np.uint8)}, {'rate_scale': -1.0}, {'rate_scale': float('nan')},
    {'scheme': 'rate'}, {'scheme': ''},
])
def test_arguments_out_of_their_limits_are_refused(change):
    words = {'values': np.zeros(4, np.uint8), 'timesteps': 8, 'seed': 0, 'sample': 0, **change}
    with pytest.raises(ConfigurationError):
        encode(encoding=RateEncoding(), **words)
