# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""From battery, telemetry and operating points to a decision."""

from __future__ import annotations

import math

import pytest

from snn_agent.control import BatterySample
from snn_agent.energy import load_profile
from snn_agent.engine import OpCounts
from snn_agent.nodes.controller_core import ControllerCore
from snn_agent.nodes.controller_core import LastValue
from snn_agent.nodes.controller_settings import ControllerSettings
from snn_agent.nodes.health import Level
from snn_agent.nodes.records import PointRecord

PROFILE = load_profile('stm32l452')
POINTS = [
    PointRecord(steps, accuracy, 500, steps * 1e-6, OpCounts(synaptic_operations=steps * 100.0))
    for steps, accuracy in ((50, 0.85), (150, 0.89), (350, 0.90))]


def battery(soc, now_s, **fields):
    nan = math.nan
    return BatterySample(**{
        'voltage_v': 3.7, 'current_a': -0.5, 'charge_ah': nan, 'capacity_ah': nan,
        'design_capacity_ah': nan, 'percentage': soc, 'status': 2, 'present': True,
        'stamp_s': now_s, **fields})


@pytest.fixture
def core():
    core = ControllerCore(ControllerSettings(dwell_s=0.0), PROFILE, now_s=0.0)
    core.set_points(POINTS)
    return core


def test_a_full_battery_buys_accuracy_and_an_empty_one_time(core):
    decided = []
    for now_s, soc in enumerate((1.0, 0.7, 0.4, 0.15)):
        core.update_battery(battery(soc, now_s))
        decided.append(core.decide(now_s).timesteps)
    assert decided[0] == 350
    assert decided[-1] == 150
    assert decided == sorted(decided, reverse=True)


def test_the_first_battery_message_is_waited_for_and_then_the_safe_point_taken(core):
    assert core.decide(1.0) is None
    decision = core.decide(6.0)
    assert decision.timesteps == 150
    assert 'unknown' in decision.reason


@pytest.mark.parametrize('fields', [
    {'percentage': math.nan}, {'percentage': -0.01}, {'present': False}, {'stamp_s': -100.0}])
def test_impossible_batteries_select_the_safe_point_at_once(core, fields):
    core.update_battery(battery(1.0, 1.0, **fields))
    assert core.decide(1.0).timesteps == 150
    assert core.battery_health(1.0).level == Level.WARN


def test_without_operating_points_nothing_is_decided_and_that_is_reported():
    core = ControllerCore(ControllerSettings(), PROFILE, now_s=0.0)
    core.update_battery(battery(1.0, 1.0))
    assert core.decide(1.0) is None
    assert core.policy_health().level == Level.WARN


def test_points_that_were_never_measured_are_reported_with_what_to_do(core):
    core.set_points([PointRecord(50), PointRecord(350)])
    core.update_battery(battery(1.0, 1.0))
    assert core.decide(1.0) is None
    health = core.policy_health()
    assert health.level == Level.WARN
    assert 'snn-agent explore' in health.message


def test_a_safe_point_that_the_model_lacks_is_reported():
    core = ControllerCore(ControllerSettings(safe_timesteps=77), PROFILE, now_s=0.0)
    core.set_points(POINTS)
    assert 'safe_timesteps' in core.policy_health().message


def test_a_demand_that_cannot_be_met_is_reported(core):
    core.update_battery(battery(1.0, 0.0))
    core.decide(0.0)
    core.latency_p95.set(0.5, 10.0)
    decision = core.decide(10.0)
    assert not decision.is_feasible
    assert core.policy_health().level == Level.WARN


def test_a_mission_that_the_battery_cannot_serve_needs_fewer_timesteps():
    core = ControllerCore(
        ControllerSettings(mission_duration_s=1e6, accuracy_loss=0.1), PROFILE, now_s=0.0)
    core.set_points(POINTS)
    core.update_battery(battery(1.0, 1.0, capacity_ah=0.01))
    core.sample_rate.set(30.0, 1.0)
    assert core.decide(1.0).timesteps == 50


def test_telemetry_that_stopped_is_not_believed():
    value = LastValue(5.0)
    assert math.isnan(value.at(0.0))
    value.set(0.02, 10.0)
    assert value.at(15.0) == 0.02
    assert math.isnan(value.at(15.1))
