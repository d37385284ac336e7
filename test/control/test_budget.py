# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the energy budget."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
import pytest

from snn_agent.control import EnergyBudget
from snn_agent.errors import ConfigurationError

NAN = math.nan
ENERGY = st.floats(0.01, 1e3)
SOC = st.floats(0.01, 1.0)
TIME = st.floats(0, 1e6)


def test_a_worked_example() -> None:
    # 30 Wh at 60 %: 5 Wh is the reserve of 10 %, so 25 Wh for 2 h is 12.5 W for the robot;
    # 10 W drive it, half of the remaining 2.5 W may be used: 1.25 W, 0.125 J at 10 Hz
    budget = EnergyBudget(reserve_soc=0.1, base_load_w=10.0, perception_share=0.5)
    assert budget.usable_j(30.0, 0.6) == pytest.approx(25 * 3600)
    assert budget.allowed_power_w(30.0, 0.6, 7200.0) == pytest.approx(1.25)
    assert budget.allowed_energy_j(30.0, 0.6, 7200.0, 10.0) == pytest.approx(0.125)


def test_nothing_is_left_at_the_reserve() -> None:
    budget = EnergyBudget(reserve_soc=0.2)
    for soc in (0.2, 0.1, 0.0):
        assert budget.usable_j(10.0, soc) == 0.0
        assert budget.allowed_power_w(10.0, soc, 100.0) == 0.0


def test_a_base_load_over_the_budget_leaves_nothing() -> None:
    budget = EnergyBudget(base_load_w=100.0)
    assert budget.allowed_energy_j(30.0, 0.6, 7200.0, 10.0) == 0.0


@pytest.mark.parametrize(('remaining', 'soc', 'mission', 'rate'), [
    (NAN, 0.5, 100.0, 1.0), (1.0, NAN, 100.0, 1.0), (1.0, 0.5, NAN, 1.0), (1.0, 0.5, 100.0, NAN),
    (1.0, 0.5, 100.0, 0.0)])
def test_unknown_gives_unknown(remaining, soc, mission, rate) -> None:
    assert math.isnan(EnergyBudget().allowed_energy_j(remaining, soc, mission, rate))


def test_the_end_of_the_mission_does_not_divide_by_nothing() -> None:
    budget = EnergyBudget(reserve_soc=0.0, horizon_s=60.0)
    powers = [budget.allowed_power_w(1.0, 0.5, left) for left in (60.0, 1.0, 0.0, -100.0)]
    assert powers == [60.0, 60.0, 60.0, 60.0]


@pytest.mark.parametrize(('name', 'value'), [
    ('reserve_soc', 1.0), ('reserve_soc', -0.1), ('base_load_w', -1.0), ('base_load_w', NAN),
    ('perception_share', 0.0), ('perception_share', 1.1), ('horizon_s', 0.0),
    ('horizon_s', math.inf)])
def test_refuses(name, value) -> None:
    with pytest.raises(ConfigurationError, match=name):
        EnergyBudget(**{name: value})


@given(ENERGY, ENERGY, SOC, TIME, TIME)
def test_more_energy_or_less_time_never_allow_less(low, high, soc, short, long) -> None:
    low, high = sorted((low, high))
    short, long = sorted((short, long))
    budget = EnergyBudget(base_load_w=1.0)
    assert budget.allowed_power_w(low, soc, long) <= budget.allowed_power_w(high, soc, long)
    assert budget.allowed_power_w(low, soc, long) <= budget.allowed_power_w(low, soc, short)


@given(ENERGY, SOC, st.floats(60, 1e5), st.floats(0, 5), st.floats(0.1, 1.0))
def test_keeping_to_the_budget_reaches_the_end(remaining, soc, mission, base, share) -> None:
    budget = EnergyBudget(base_load_w=base, perception_share=share)
    power = budget.allowed_power_w(remaining, soc, mission)
    if power > 0:
        needed_j = (base + power) * mission
        assert needed_j <= budget.usable_j(remaining, soc) * (1 + 1e-9)
