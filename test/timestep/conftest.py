# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Digits, a model trained on them, and its operating points."""

from __future__ import annotations

import pytest

from snn_agent.datasets import load_dataset
from snn_agent.timestep import explore
from snn_agent.training import train

SIZES = {'tuning_samples': 60, 'measuring_samples': 80, 'seeds': (0, 1)}


@pytest.fixture(scope='session')
def training():
    """Return the training split of the digits."""
    return load_dataset('digits', 'train')


@pytest.fixture(scope='session')
def model(training):
    """Return a model of 60 neurons."""
    return train(training, 60)


@pytest.fixture(scope='session')
def explore_small(model, training):
    """Return explore with small sizes, for this model and data unless others are given."""
    def run(dataset=training, timesteps=(100, 25), **words):
        return explore(model, dataset, timesteps, **{**SIZES, **words})
    return run


@pytest.fixture(scope='session')
def explored(explore_small):
    """Return the model with three operating points."""
    return explore_small()
