# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Settings of a study and the trials that follow from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.timestep import StudySettings
from snn_agent.timestep.enhance import closed_form

SETTINGS = StudySettings('digits', neurons=10)


def test_full_timesteps_are_added_once_and_sorted():
    assert replace(SETTINGS, timesteps=(50, 10, 50)).counts == (10, 50, 350)


def test_networks_are_enhanced_only_where_asked():
    assert replace(SETTINGS, timesteps=(50, 10, 50)).enhanced_counts == (10, 50)
    assert 350 in SETTINGS.enhanced_counts


def test_enhanced_point_is_the_closed_form_of_this_network():
    assert SETTINGS.enhanced(25) == closed_form(25, 0.001, SETTINGS.spec.lif.tau_membrane_s)


def test_small_data_are_shown_several_times():
    # 1038 samples do not judge
    assert SETTINGS.full_trial(OperatingPoint(350), 2).epochs == 20
    assert replace(SETTINGS, epochs=3).full_trial(OperatingPoint(350), 2).epochs == 3
    assert replace(SETTINGS, samples=10_000).training_samples == 1038


def test_full_trial_is_measured_as_asked():
    point = OperatingPoint(350)
    trial = replace(SETTINGS, split='test', samples=50).full_trial(
        point, 2, (OperatingPoint(10), point))
    assert (trial.seed, trial.training, trial.split, trial.samples) == (2, point, 'test', 50)
    assert [one.timesteps for one in trial.inference] == [10, 350]
    assert SETTINGS.full_trial(point, 0).inference == (point,)


@pytest.mark.parametrize('timesteps, shown', [(350, 11_428), (10, 50_000), (100, 40_000)])
def test_brief_trial_stays_in_its_budget(timesteps, shown):
    trial = replace(SETTINGS, epochs=60).brief_trial(OperatingPoint(timesteps))
    assert shown - 1038 < trial.samples * trial.epochs <= shown
    assert trial.split == 'validation'


def test_brief_trial_is_measured_as_asked():
    points = (OperatingPoint(10), OperatingPoint(10, exit_margin=2.0))
    trial = SETTINGS.brief_trial(points[0], inference=points)
    assert (trial.inference, trial.training, trial.split) == (points, points[0], 'validation')


def test_brief_trial_is_not_longer_than_a_whole_one():
    trial = replace(SETTINGS, epochs=1, samples=100).brief_trial(OperatingPoint(10))
    assert (trial.samples, trial.epochs) == (100, 1)


@pytest.mark.parametrize('change', [
    {'timesteps': (0,)}, {'timesteps': (351,)}, {'parts': ('analysis', 'magic')}, {'parts': ('',)},
    {'seeds': 0}, {'search_trials': 0}, {'split': 'train'}, {'rule': 'hebb'}, {'dataset': 'x'}])
def test_impossible_settings_are_refused(change):
    with pytest.raises(ConfigurationError):
        replace(SETTINGS, **change)
