# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the limits of the policy's numbers."""

from __future__ import annotations

import math

import pytest

from snn_agent.control import PointCost
from snn_agent.control import PolicySettings
from snn_agent.errors import ConfigurationError


@pytest.mark.parametrize(('name', 'value'), [
    ('accuracy_loss', -0.01), ('accuracy_loss', math.nan), ('latency_target_s', 0.0),
    ('latency_weight', -1.0), ('energy_weight', math.inf), ('energy_exponent', 0.0),
    ('reserve_soc', 1.0), ('score_margin', math.nan), ('headroom', 1.0), ('dwell_s', -1.0),
    ('settle_s', math.nan)])
def test_settings_refuse(name, value) -> None:
    with pytest.raises(ConfigurationError, match=name):
        PolicySettings(**{name: value})


@pytest.mark.parametrize(('name', 'value'), [
    ('timesteps', 0), ('accuracy', 1.1), ('accuracy', math.nan), ('energy_j', -1.0),
    ('energy_j', math.nan), ('latency_s', 0.0), ('latency_s', math.inf)])
def test_points_refuse(name, value) -> None:
    good = {'timesteps': 10, 'accuracy': 0.9, 'energy_j': 1e-3, 'latency_s': 1e-3}
    with pytest.raises(ConfigurationError, match=name):
        PointCost(**{**good, name: value})


def test_latency_may_be_unknown() -> None:
    assert math.isnan(PointCost(10, 0.9, 1e-3).latency_s)
