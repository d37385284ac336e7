# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The sparse layout of spikes: conversion, and what is no spike train."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings
from hypothesis.extra.numpy import array_shapes
from hypothesis.extra.numpy import arrays
import numpy as np
import pytest

from snn_agent.encoding import SpikeTrain
from snn_agent.errors import ConfigurationError


def train(offsets=(0, 2, 3), index=(0, 2, 1), n_inputs=3, dt_s=0.001, dtype=np.int32):
    return SpikeTrain(np.array(offsets, dtype), np.array(index, dtype), n_inputs, dt_s)


@settings(deadline=None, derandomize=True)
@given(arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=20)))
def test_dense_round_trip(spikes):
    sparse = SpikeTrain.from_dense(spikes, 0.002)
    np.testing.assert_array_equal(sparse.dense(), spikes)
    assert sparse.step_offsets.dtype == sparse.index.dtype == np.int32
    assert (sparse.timesteps, sparse.n_inputs) == spikes.shape
    assert sparse.n_spikes == spikes.sum()
    assert sparse.dt_s == 0.002


def test_layout():
    sparse = train()
    assert sparse.dense().tolist() == [[True, False, True], [False, True, False]]
    assert (sparse.timesteps, sparse.n_spikes) == (2, 3)


def test_no_spikes_and_no_timesteps_are_legal():
    assert train([0, 0], []).n_spikes == 0
    assert train([0], []).timesteps == 0


@pytest.mark.parametrize('name, change', [
    ('step_offsets', {'offsets': []}),
    ('step_offsets', {'offsets': [[0, 3]]}),
    ('step_offsets', {'offsets': [1, 3]}),
    ('step_offsets', {'offsets': [0, 3, 2]}),
    ('step_offsets', {'offsets': [0, 2]}),
    ('step_offsets', {'offsets': [0, 4]}),
    ('step_offsets', {'dtype': np.int64}),
    ('step_offsets', {'dtype': np.float32}),
    ('index', {'index': [0, 3, 1]}),
    ('index', {'index': [-1, 2, 1]}),
    ('index', {'index': [[0, 2, 1]]}),
    ('index', {'index': [2, 0, 1]}),
    ('index', {'index': [2, 2, 1]}),
    ('n_inputs', {'n_inputs': 0, 'offsets': [0], 'index': []}),
    ('dt_s', {'dt_s': 0.0}),
    ('dt_s', {'dt_s': -1.0}),
    ('dt_s', {'dt_s': float('nan')}),
    ('dt_s', {'dt_s': float('inf')}),
])
def test_what_is_no_spike_train_is_refused(name, change):
    with pytest.raises(ConfigurationError, match=name):
        train(**change)
