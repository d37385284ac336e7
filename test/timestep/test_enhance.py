# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Enhanced parameters: the closed form and what surrounds it."""

from __future__ import annotations

from math import exp

import pytest

from snn_agent.engine import OperatingPoint
from snn_agent.timestep.enhance import candidates
from snn_agent.timestep.enhance import INHIBITION_FACTORS
from snn_agent.timestep.enhance import learning_scales
from snn_agent.timestep.enhance import reach
from snn_agent.timestep.enhance import THRESHOLD_FACTORS


def test_reach_is_the_rise_of_a_leaky_integrator(model):
    # The potential under a steady input of 1 per timestep, relative to that after 350.
    leak, potential, rise = exp(-0.001 / 0.1), 0.0, []
    for _ in range(350):
        potential = potential * leak + 1.0
        rise.append(potential)
    for timesteps in (1, 10, 100, 350):
        assert reach(model, timesteps) == pytest.approx(rise[timesteps - 1] / rise[-1])


def test_full_window_keeps_the_trained_parameters(model):
    assert list(candidates(model, 350)) == [OperatingPoint(350)]


def test_candidates_surround_the_closed_form(model):
    found = list(candidates(model, 70))
    scale = reach(model, 70)
    assert len(set(found)) == len(found) == len(THRESHOLD_FACTORS) * len(INHIBITION_FACTORS)
    assert {point.timesteps for point in found} == {70}
    assert {point.refractory_scale for point in found} == {0.2}
    assert {point.threshold_scale for point in found} == {scale * f for f in THRESHOLD_FACTORS}
    assert {point.inhibition_scale for point in found} == {
        scale * f for f in INHIBITION_FACTORS}
    assert 1.0 in THRESHOLD_FACTORS and 1.0 in INHIBITION_FACTORS


@pytest.mark.parametrize('full, here, rate, adaptation', [
    (10.0, 10.0, 1.0, 1.0), (10.0, 5.0, 2.0, 2.0), (10.0, 1.0, 4.0, 10.0), (5.0, 10.0, 0.5, 0.5),
])
def test_learning_follows_the_ratio_of_spikes(full, here, rate, adaptation):
    assert learning_scales(full, here) == (rate, adaptation)
