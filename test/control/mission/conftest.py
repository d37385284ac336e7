# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Records of points with known figures, so that what a mission gives can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.control import PointCost
from snn_agent.control.mission import PointRecords

POWER_W = 0.02
"""Of the processor while it computes."""

# timesteps -> accuracy, seconds per sample
FIGURES = {10: (0.90, 0.005), 50: (0.92, 0.025), 350: (0.93, 0.175)}


def records_of(timesteps, accuracy, computing_s, samples=200):
    """Return records of samples that all take the same time."""
    right = (np.arange(samples) < round(accuracy * samples)).tolist()
    return PointRecords(
        timesteps, right, [timesteps] * samples, [POWER_W * computing_s] * samples,
        [computing_s] * samples)


@pytest.fixture(scope='session')
def records():
    """Return records by timesteps."""
    return {timesteps: records_of(timesteps, *figures) for timesteps, figures in FIGURES.items()}


@pytest.fixture(scope='session')
def costs():
    """Return what the controller knows of the points: idle power is 0."""
    return [PointCost(timesteps, accuracy, POWER_W * computing_s, computing_s)
            for timesteps, (accuracy, computing_s) in FIGURES.items()]
