# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Drive the policy through whole discharges of a real battery model."""

from __future__ import annotations

import math

import numpy as np
import pytest

from snn_agent.control import BatteryReader
from snn_agent.control import BatterySample
from snn_agent.control import BatterySettings
from snn_agent.control import EnergyBudget
from snn_agent.control import PointCost
from snn_agent.control import Policy
from snn_agent.control import PolicySettings
from snn_agent.energy import Battery

RATE_HZ = 30.0
POINTS = (
    PointCost(350, 0.910, 0.20, 0.020),
    PointCost(200, 0.908, 0.115, 0.0115),
    PointCost(100, 0.900, 0.060, 0.006),
    PointCost(50, 0.893, 0.030, 0.003),
    PointCost(25, 0.800, 0.015, 0.0015),
)
ENERGY = {point.timesteps: point.energy_j for point in POINTS}


def discharge(policy: Policy, base_load_w: float = 2.0, noise: float = 0.0, seed: int = 0,
              budget: EnergyBudget | None = None, mission_s: float = math.nan, fails=()):
    """
    Run until the battery is empty; return timesteps and states of charge, one a second.

    :param noise: standard deviation of the percentage that the messages have.
    :param fails: pair (first, last) second in which the percentage and charge are missing.
    """
    battery = Battery.default(capacity_ah=1.0, series_cells=3)
    reader = BatteryReader(BatterySettings())
    generator = np.random.default_rng(seed)
    rows = []
    for second in range(100_000):
        if battery.is_empty:
            return rows
        heard = battery.soc + noise * generator.standard_normal()
        is_lost = bool(fails) and fails[0] <= second <= fails[1]
        reader.update(BatterySample(
            battery.voltage_v, battery.current_a, math.nan, battery.capacity_ah, 0.0,
            math.nan if is_lost else heard, 2, True, float(second)))
        reading = reader.reading(float(second))
        allowed = math.nan if budget is None else budget.allowed_energy_j(
            reading.remaining_wh, reading.soc, mission_s - second, RATE_HZ)
        decision = policy.decide(float(second), reading, math.nan, allowed)
        rows.append((decision.timesteps, battery.soc, decision.is_feasible))
        battery.draw(base_load_w + ENERGY[decision.timesteps] * RATE_HZ, 1.0)
    raise AssertionError('the battery never became empty')


def changes(rows) -> int:
    """Count the changes of the timesteps."""
    return sum(a[0] != b[0] for a, b in zip(rows, rows[1:]))


def test_timesteps_fall_and_never_rise_over_a_steady_discharge() -> None:
    rows = discharge(Policy(POINTS))
    timesteps = [row[0] for row in rows]
    assert timesteps == sorted(timesteps, reverse=True)
    assert timesteps[0] == 350
    assert timesteps[-1] == 50
    assert changes(rows) == 3
    assert all(row[2] for row in rows)


def test_noise_does_not_make_it_flap() -> None:
    for seed in range(3):
        rows = discharge(Policy(POINTS), noise=0.02, seed=seed)
        assert changes(rows) <= 3


def test_without_margin_noise_does_make_it_flap() -> None:
    # what the margin is for: the test above would fail without it
    rows = discharge(Policy(POINTS, PolicySettings(score_margin=0.0)), noise=0.02)
    assert changes(rows) > 10


def test_the_dwell_time_is_kept() -> None:
    settings = PolicySettings(score_margin=0.0, dwell_s=30.0)
    rows = discharge(Policy(POINTS, settings), noise=0.03)
    at = [k for k, (a, b) in enumerate(zip(rows, rows[1:])) if a[0] != b[0]]
    assert len(at) > 3
    assert min(np.diff(at)) >= 30


def test_adapting_lasts_longer_than_the_full_point() -> None:
    adaptive = len(discharge(Policy(POINTS)))
    full = len(discharge(Policy(POINTS[:1])))
    assert adaptive > 1.3 * full


def test_a_charge_that_is_lost_selects_the_safe_point_and_comes_back() -> None:
    rows = discharge(Policy(POINTS), fails=(100, 200))
    timesteps = [row[0] for row in rows]
    assert set(timesteps[:130]) == {350}  # the last message stands for 30 s
    assert set(timesteps[130:201]) == {50}
    assert timesteps[205] == 350


@pytest.mark.parametrize('mission_s', [5200.0, 6000.0])
def test_the_budget_brings_the_robot_to_the_end_of_its_mission(mission_s) -> None:
    budget = EnergyBudget(reserve_soc=0.1, base_load_w=2.0)
    full = discharge(Policy(POINTS[:1]))
    assert len(full) < mission_s  # without adaptation it would not
    rows = discharge(Policy(POINTS), budget=budget, mission_s=mission_s)
    assert len(rows) > mission_s
    # the energy left is known to within the fall of the voltage only, see BatterySettings
    assert rows[int(mission_s)][1] > 0.05


def test_a_mission_that_cannot_be_met_is_said_and_runs_the_cheapest_accurate_point() -> None:
    budget = EnergyBudget(reserve_soc=0.1, base_load_w=2.0)
    rows = discharge(Policy(POINTS), budget=budget, mission_s=20_000.0)
    assert not rows[0][2]
    assert {row[0] for row in rows if not row[2]} == {50}
