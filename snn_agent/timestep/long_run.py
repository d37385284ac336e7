# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Learning that goes on: with another number of timesteps, and for many passes over the data.

A robot learns for as long as it runs. So the timesteps must be free to change while it learns,
and thresholds and weights must settle instead of drifting: trained pass after pass, the accuracy
must stay where it was.
"""

from __future__ import annotations

from snn_agent.engine import OperatingPoint
from snn_agent.timestep.study_settings import StudySettings
from snn_agent.timestep.trial import Trial
from snn_agent.training import FULL_TIMESTEPS

__all__ = ['FEW_PASSES', 'PASSES', 'lifelong_trials', 'switching_trials']

PASSES = tuple(range(1, 11))
"""Passes after which the network of the fewest timesteps is measured."""
FEW_PASSES = (1, 3, 10)
"""Passes after which the plain network of the full timesteps is measured."""


def switching_trials(
    settings: StudySettings, points: dict[int, OperatingPoint],
) -> list[Trial]:
    """
    Return trainings that begin at the full timesteps and go on at an enhanced point.

    :param points: enhanced points by number of timesteps.
    """
    full = OperatingPoint(FULL_TIMESTEPS)
    return [
        settings.full_trial(point, seed, first=full)
        for count, point in points.items() if count < FULL_TIMESTEPS
        for seed in range(settings.seeds)]


def lifelong_trials(
    settings: StudySettings, points: dict[int, OperatingPoint],
) -> list[Trial]:
    """
    Return trainings of up to ten passes, at the fewest and at the full timesteps.

    A training of k passes is the beginning of one of k + 1 with the same seed.

    :param points: enhanced points by number of timesteps.
    """
    plans = ((points[min(points)], PASSES), (OperatingPoint(FULL_TIMESTEPS), FEW_PASSES))
    return [
        settings.full_trial(point, seed, passes=passes)
        for point, counts in plans for passes in counts for seed in range(settings.seeds)]
