# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Whole missions: who comes to the end, and what the controller may be held to."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
import pytest

from snn_agent.control import BatteryReader
from snn_agent.control import EnergyBudget
from snn_agent.control import Policy
from snn_agent.control import PolicySettings
from snn_agent.control.mission import MissionSettings
from snn_agent.control.mission import point_costs
from snn_agent.control.mission import RobotSettings
from snn_agent.control.mission import simulate
from snn_agent.control.mission.chooser import Adaptive
from snn_agent.control.mission.course import make_course
from snn_agent.control.mission.flight import fly
from snn_agent.energy import Battery
from snn_agent.energy import load_profile
from snn_agent.energy import modelled_energy
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError

SETTINGS = MissionSettings(duration_s=3600, latency_target_s=0.5)
ROBOT = RobotSettings(accuracy_loss=0.05)


@pytest.fixture(scope='module')
def mission(costs, records):
    return simulate(costs, records, SETTINGS, ROBOT, 0.0)


def test_the_controller_completes_what_all_timesteps_do_not(mission):
    full = mission.fixed[-1]
    assert [flight.name for flight in mission.fixed] == ['10', '50', '350']
    assert mission.adaptive.completed and not full.completed
    # the battery was made for this share of the mission
    assert len(full.soc) == pytest.approx(0.8 * 3600, rel=0.01)
    assert mission.adaptive.right.sum() > full.right.sum()


def test_the_controller_uses_what_the_battery_affords(mission):
    cheapest = mission.fixed[0]
    assert cheapest.completed
    assert mission.adaptive.right.sum() > cheapest.right.sum()
    assert SETTINGS.reserve_soc < mission.adaptive.soc[-1] < cheapest.soc[-1]


def test_a_mission_can_be_repeated(mission, costs, records):
    again = simulate(costs, records, SETTINGS, ROBOT, 0.0)
    assert (again.adaptive.timesteps == mission.adaptive.timesteps).all()
    assert (again.adaptive.soc == mission.adaptive.soc).all()


def test_fixed_choices_do_not_depend_on_the_controller(mission, costs, records):
    other = simulate(costs, records, SETTINGS, replace(ROBOT, energy_weight=1.0), 0.0)
    for one, two in zip(mission.fixed, other.fixed):
        assert (one.soc == two.soc).all()
    assert (other.adaptive.timesteps.mean() < mission.adaptive.timesteps.mean())


def test_a_plan_that_knows_too_little_of_the_base_load_fails(costs, records):
    # the controller is not told the truth: it must not know it by other ways
    robot = replace(ROBOT, planned_base_w=0.0)
    assert not simulate(costs, records, SETTINGS, robot, 0.0).adaptive.completed


@given(
    st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.001, 0.1), st.floats(10, 100),
    st.sampled_from([0.005, 0.025, 0.175]), st.integers(0, 1000))
def test_no_label_is_late_where_a_point_keeps_the_target(
        costs, records, rate_hz, burst_hz, base_w, hours, slowest_s, seed):
    # records take just the known time: a point in time that keeps up with the rate is never late
    target_s = max(0.005, min(slowest_s, 1 / max(rate_hz, burst_hz))) * (1 + 1e-6)
    settings = MissionSettings(
        duration_s=60, rate_hz=rate_hz, burst_rate_hz=burst_hz, standing_w=base_w,
        driving_w=2 * base_w, seed=seed, latency_target_s=target_s)
    adaptive = Adaptive(
        Policy(costs, PolicySettings(accuracy_loss=0.05, latency_target_s=target_s)),
        EnergyBudget(base_load_w=base_w), BatteryReader(), 60.0, target_s, 10.0)
    flight = fly(make_course(settings, 200), records, adaptive,
                 Battery.default(hours * base_w / 3.6), settings, 0.001)
    assert flight.classified.sum() > 0
    assert flight.misses.sum() == 0


@pytest.mark.parametrize('robot, message', [
    (RobotSettings(capacity_ah=1e-4), 'capacity_ah.*base load and idle power alone'),
    (RobotSettings(capacity_ah=6e-3), 'capacity_ah.*cannot deliver 1.0'),
    (RobotSettings(full_share=0.3), 'full_share.*larger battery')])
def test_a_battery_too_small_for_the_base_load_is_refused(costs, records, robot, message):
    with pytest.raises(ConfigurationError, match=message):
        simulate(costs, records, replace(SETTINGS, driving_share=0.01, driving_w=1.0)
                 if 'deliver' in message else SETTINGS, robot, 0.001)


def test_costs_are_those_of_the_stored_measurement(small_model):
    profile = load_profile('stm32l452')
    idle_w = profile.idle_power_w
    costs = point_costs(small_model.points, profile, idle_w)
    for cost, point in zip(costs, small_model.points):
        energy_j = modelled_energy(point.measured.counts, profile).total_j
        assert cost.accuracy == point.measured.accuracy
        assert cost.energy_j == pytest.approx(energy_j - idle_w * cost.latency_s)
        assert 0 < cost.energy_j < energy_j


def test_points_that_were_not_measured_are_refused():
    with pytest.raises(ConfigurationError, match='snn-agent explore'):
        point_costs([OperatingPoint(10)], load_profile('stm32l452'), 0.0)
