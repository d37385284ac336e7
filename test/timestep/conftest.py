# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Digits, a model trained on them, its operating points, and a tiny study."""

from __future__ import annotations

import pytest

from snn_agent.datasets import load_dataset
from snn_agent.engine import OperatingPoint
from snn_agent.timestep import explore
from snn_agent.timestep import open_runner
from snn_agent.timestep import run_study
from snn_agent.timestep import StudySettings
from snn_agent.timestep.trial import Trial
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


@pytest.fixture
def small_trial():
    """Return a function that makes a trial of a few milliseconds."""
    def make(**words):
        point = words.pop('training', OperatingPoint(8))
        return Trial(**{
            'dataset': 'digits', 'neurons': 10, 'seed': 0, 'training': point,
            'inference': (point,), 'samples': 30, **words})
    return make


@pytest.fixture(scope='session')
def tiny_settings():
    """Return settings of a study of a few seconds with all parts."""
    return StudySettings(
        'digits', neurons=10, timesteps=(10, 50, 350), seeds=2, epochs=1, samples=30,
        search_trials=6, parts=('analysis', 'enhance', 'sensitivity', 'ablation'))


@pytest.fixture(scope='session')
def tiny_study(tiny_settings, tmp_path_factory):
    """Return a study, the work that its progress reported, and its folder."""
    pytest.importorskip('optuna')
    folder = tmp_path_factory.mktemp('study')
    done = []
    with open_runner(folder, 1, done.append) as trials:
        study = run_study(tiny_settings, trials, 'stm32l452')
    return study, sum(done), folder
