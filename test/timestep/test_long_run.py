# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Learning that goes on: switched timesteps and many passes."""

from __future__ import annotations

from dataclasses import replace

from snn_agent.engine import OperatingPoint
from snn_agent.timestep import StudySettings
from snn_agent.timestep.long_run import FEW_PASSES
from snn_agent.timestep.long_run import lifelong_trials
from snn_agent.timestep.long_run import PASSES
from snn_agent.timestep.long_run import switching_trials
from snn_agent.timestep.trial import run_trial

SETTINGS = StudySettings(
    'digits', neurons=10, timesteps=(10, 50, 350), seeds=2, epochs=1, samples=30)
POINTS = {count: SETTINGS.enhanced(count) for count in SETTINGS.enhanced_counts}


def test_half_of_the_samples_are_learned_at_the_full_timesteps():
    trials = switching_trials(SETTINGS, POINTS)
    assert [(one.training, one.seed) for one in trials] == [
        (POINTS[count], seed) for count in (10, 50) for seed in (0, 1)]
    assert {one.first for one in trials} == {(OperatingPoint(350), 15)}
    counts = run_trial(trials[0]).training.counts
    # silent samples are shown again at the full timesteps
    assert (350 + 10) / 2 <= counts.timesteps < (4 * 350 + 10) / 2
    assert counts.encoding_additions > 0 < counts.random_draws


def test_switch_is_part_of_what_names_a_trial():
    switched = switching_trials(SETTINGS, POINTS)[0]
    plain = replace(switched, first=None)
    assert 'first' not in plain.to_dict()
    assert len({switched.digest, plain.digest, replace(switched, first=(
        OperatingPoint(350), 16)).digest}) == 3
    assert switched.work > plain.work


def test_passes_are_those_of_the_fewest_and_of_the_full_timesteps():
    trials = lifelong_trials(SETTINGS, POINTS)
    assert [(one.training, one.epochs, one.seed) for one in trials] == [
        (point, passes, seed)
        for point, counts in ((POINTS[10], PASSES), (OperatingPoint(350), FEW_PASSES))
        for passes in counts for seed in (0, 1)]
    assert max(PASSES) == max(FEW_PASSES) == 10
    assert trials[-1].training.timesteps == 350
