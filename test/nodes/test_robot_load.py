# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The load that drains a simulated battery."""

from __future__ import annotations

import math

import pytest

from snn_agent.energy import Battery
from snn_agent.nodes.robot_load import RobotLoad
from snn_agent.nodes.simulation_settings import RobotSimSettings


def load(**settings):
    return RobotLoad(RobotSimSettings(**settings), Battery.default(capacity_ah=2.0))


def test_base_load_and_scaled_agent_add_up():
    robot = load(battery_base_load_w=2.0, battery_load_scale=10.0)
    robot.set_agent_power(0.05)
    assert robot.power_w == pytest.approx(2.5)


@pytest.mark.parametrize('power', [math.nan, math.inf, -1.0])
def test_what_is_no_power_leaves_the_last_one(power):
    robot = load(battery_base_load_w=2.0)
    robot.set_agent_power(0.5)
    robot.set_agent_power(power)
    assert robot.power_w == pytest.approx(2.5)


def test_the_battery_drains_as_fast_as_asked_for():
    slow, fast = load(), load(battery_acceleration=100.0)
    for robot, times in ((slow, (0.0, 100.0)), (fast, (0.0, 1.0))):
        for now_s in times:
            robot.advance(now_s)
    assert slow.battery.soc < 1
    assert fast.battery.soc == pytest.approx(slow.battery.soc)


def test_a_clock_that_jumps_back_charges_nothing():
    robot = load()
    robot.advance(1000.0)
    robot.advance(0.0)
    assert robot.battery.soc == 1.0
    robot.advance(10.0)
    assert robot.battery.soc < 1.0
