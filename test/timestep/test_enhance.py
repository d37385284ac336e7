# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Enhanced parameters: the closed form and what surrounds it."""

from __future__ import annotations

from dataclasses import fields
from dataclasses import replace
from math import exp

import pytest

from snn_agent.engine import OperatingPoint
from snn_agent.timestep.enhance import candidates
from snn_agent.timestep.enhance import closed_form
from snn_agent.timestep.enhance import ENCODINGS
from snn_agent.timestep.enhance import Factors
from snn_agent.timestep.enhance import INHIBITION_FACTORS
from snn_agent.timestep.enhance import learning_scales
from snn_agent.timestep.enhance import point_to_train
from snn_agent.timestep.enhance import reach
from snn_agent.timestep.enhance import THRESHOLD_FACTORS
from snn_agent.timestep.enhance import trained_point
from snn_agent.training import untrained_model


def k(timesteps):
    """Return k(T) of the default network."""
    return reach(timesteps, 350, 0.001, 0.1)


def test_reach_is_the_rise_of_a_leaky_integrator():
    # The potential under a steady input of 1 per timestep, relative to that after 350.
    leak, potential, rise = exp(-0.001 / 0.1), 0.0, []
    for _ in range(350):
        potential = potential * leak + 1.0
        rise.append(potential)
    for timesteps in (1, 10, 100, 350):
        assert k(timesteps) == pytest.approx(rise[timesteps - 1] / rise[-1])


def test_closed_form_of_the_full_timesteps_has_the_plain_parameters():
    assert closed_form(350, 0.001, 0.1) == OperatingPoint(
        350, encoding='systematic', on_silence='nearest_fires')


def test_closed_form_has_the_stated_values():
    point = closed_form(10, 0.001, 0.1)
    assert point.rate_scale == pytest.approx(1.97, abs=0.01)
    assert point.threshold_scale == point.inhibition_scale == pytest.approx(
        k(10) * point.rate_scale)
    assert point.learning_rate_scale == point.threshold_adaptation_scale == pytest.approx(
        3.0, abs=0.02)
    assert point.threshold_decay_scale == point.refractory_scale == 10 / 350
    assert point.window_scale == 1 / 7
    assert closed_form(70, 0.001, 0.1).window_scale == 0.2
    assert (point.encoding, point.on_silence) == ('systematic', 'nearest_fires')


def test_default_network_is_trained_at_the_closed_form_of_fewer_timesteps():
    assert point_to_train(10) == closed_form(10, 0.001, 0.1)
    assert point_to_train(350) == OperatingPoint(350)
    assert point_to_train(500) == OperatingPoint(500)


@pytest.mark.parametrize('factor, changed', [
    ('rate', {'rate_scale', 'threshold_scale', 'inhibition_scale'}),
    ('threshold', {'threshold_scale'}),
    ('inhibition', {'inhibition_scale'}),
    ('learning_rate', {'learning_rate_scale'}),
    ('threshold_adaptation', {'threshold_adaptation_scale'}),
])
def test_each_factor_multiplies_its_scales(factor, changed):
    plain = closed_form(25, 0.001, 0.1)
    found = closed_form(25, 0.001, 0.1, Factors(**{factor: 1.5}))
    for field in fields(OperatingPoint):
        value = getattr(plain, field.name)
        expected = pytest.approx(1.5 * value) if field.name in changed else value
        assert getattr(found, field.name) == expected


def test_full_window_keeps_the_trained_parameters(model):
    assert list(candidates(model, 350)) == [OperatingPoint(350)]


def test_candidates_surround_the_closed_form(model):
    found = list(candidates(model, 70))
    assert len(set(found)) == len(found) == 2 * len(THRESHOLD_FACTORS) * len(INHIBITION_FACTORS)
    assert {point.timesteps for point in found} == {70}
    assert {point.refractory_scale for point in found} == {0.2}
    assert {point.threshold_scale for point in found} == {k(70) * f for f in THRESHOLD_FACTORS}
    assert {point.inhibition_scale for point in found} == {
        k(70) * f for f in INHIBITION_FACTORS}
    assert {(point.encoding, point.on_silence) for point in found} == set(ENCODINGS)
    assert 1.0 in THRESHOLD_FACTORS and 1.0 in INHIBITION_FACTORS


def test_candidates_of_an_enhanced_network_start_from_its_own_point(digits):
    trained = closed_form(10, 0.001, 0.1)
    model = untrained_model(digits, 5, seed=0, point=trained)
    assert list(candidates(model, 10)) == [trained]
    middle = next(
        point for point in candidates(model, 350)
        if point.encoding == 'systematic' and point.threshold_scale == pytest.approx(
            trained.rate_scale) and point.inhibition_scale == point.threshold_scale)
    assert middle.rate_scale == trained.rate_scale
    assert middle.refractory_scale == middle.threshold_decay_scale == pytest.approx(1.0)


def test_point_of_the_training_is_remembered(model, explored):
    assert trained_point(explored) == explored.point(350)
    longer = explored.with_points((*explored.points, OperatingPoint(400)))
    assert trained_point(longer).timesteps == 350
    assert trained_point(replace(model, provenance={})) == model.full_point


@pytest.mark.parametrize('full, here, rate, adaptation', [
    (10.0, 10.0, 1.0, 1.0), (10.0, 5.0, 2.0, 2.0), (10.0, 1.0, 4.0, 10.0), (5.0, 10.0, 0.5, 0.5),
])
def test_learning_follows_the_ratio_of_spikes(full, here, rate, adaptation):
    assert learning_scales(full, here) == (rate, adaptation)
