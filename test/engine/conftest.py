# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Small networks made by hand, and the slow reference."""

from __future__ import annotations

import importlib.util
from pathlib import Path
import sys

import numpy as np
import pytest

from snn_agent.encoding import RateEncoding
from snn_agent.engine import Dense
from snn_agent.engine import LateralInhibition
from snn_agent.engine import Lif
from snn_agent.engine import Model
from snn_agent.engine import NetworkSpec
from snn_agent.engine import OperatingPoint
from snn_agent.engine import PairStdp


@pytest.fixture(scope='session')
def reference():
    """Return the module reference.py, which lies beside this file and uses that of encoding."""
    tests = Path(__file__).parents[1]
    for room in ('encoding', 'engine'):
        spec = importlib.util.spec_from_file_location(
            f'{room}_reference', tests / room / 'reference.py')
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope='session')
def make_model():
    """Return a function that builds a model around given weights, mV[n_inputs, n]."""
    def make(
        weights, *, timesteps=10, inhibition=0.0, weight_mean=1.0, rule=None, dt_s=0.001,
        max_rate_hz=128.0, max_presentations=1, responses=None, labels=('a', 'b'), **lif,
    ):
        weights = np.asarray(weights, np.float32)
        n_inputs, n = weights.shape
        dense = Dense(
            n_inputs, n, weight_max_mv=100.0, weight_mean_mv=weight_mean, plasticity=rule)
        if responses is None:
            responses = np.zeros((n, len(labels)), np.float32)
        return Model(
            spec=NetworkSpec((dense, Lif(n, **lif), LateralInhibition(inhibition))),
            weights=weights, theta=np.zeros(n, np.float32),
            responses=np.asarray(responses, np.float32), labels=tuple(labels),
            input_shape=(1, n_inputs), points=(OperatingPoint(timesteps),), provenance={},
            encoding=RateEncoding(
                max_rate_hz=max_rate_hz, dt_s=dt_s, max_presentations=max_presentations))
    return make


@pytest.fixture(scope='session')
def hand_model(make_model):
    """Return a model of 12 inputs and 5 neurons that spikes and can learn; do not change it."""
    rng = np.random.default_rng(1)
    return make_model(
        rng.uniform(0.1, 2.0, (12, 5)), timesteps=40, inhibition=2.0, rule=PairStdp(),
        threshold_mv=6.0, reset_mv=0.0, responses=rng.integers(0, 9, (5, 3)),
        labels=('x', 'y', 'z'))
