# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Settings of a mission: limits, and what a planner expects."""

from __future__ import annotations

import math

import pytest

from snn_agent.control.mission import MissionSettings
from snn_agent.control.mission import RobotSettings
from snn_agent.errors import ConfigurationError


@pytest.mark.parametrize('name, value', [
    ('duration_s', 0.0), ('duration_s', math.nan), ('duration_s', math.inf), ('rate_hz', -1.0),
    ('rate_hz', math.nan), ('burst_rate_hz', 0.0), ('burst_share', 1.1), ('burst_share', math.nan),
    ('standing_w', -0.1), ('driving_w', math.inf), ('driving_share', -0.1), ('cycle_s', 0.0),
    ('reserve_soc', 1.0), ('latency_target_s', 0.0), ('latency_target_s', math.nan), ('queue', 0),
    ('seed', -1)])
def test_what_is_no_mission_is_refused(name, value):
    with pytest.raises(ConfigurationError, match=name):
        MissionSettings(**{name: value})


@pytest.mark.parametrize('name, value', [
    ('capacity_ah', 0.0), ('capacity_ah', math.inf), ('full_share', 0.0), ('full_share', math.nan),
    ('margin_soc', 1.0), ('margin_soc', -0.1), ('planned_base_w', -1.0), ('rate_window_s', 0.0)])
def test_what_is_no_robot_is_refused(name, value):
    with pytest.raises(ConfigurationError, match=name):
        RobotSettings(**{name: value})


def test_no_latency_target_is_allowed():
    assert MissionSettings(latency_target_s=math.inf).latency_target_s == math.inf


def test_mean_base_load_is_that_of_standing_and_driving():
    settings = MissionSettings(standing_w=1.0, driving_w=5.0, driving_share=0.25)
    assert settings.mean_base_w == 2.0
