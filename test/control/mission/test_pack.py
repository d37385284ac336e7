# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Batteries are as large as they are said to be."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.control.mission.pack import can_deliver
from snn_agent.control.mission.pack import capacity_for
from snn_agent.control.mission.pack import usable_energy
from snn_agent.energy import Battery


@pytest.mark.parametrize('scale', [1e-3, 1.0, 100.0])
@pytest.mark.parametrize('reserve_soc', [0.05, 0.1, 0.5])
def test_the_load_drains_it_to_just_its_reserve(scale, reserve_soc):
    power_w = scale * (1 + np.sin(np.arange(3600) / 100))
    battery = Battery.default(capacity_for(power_w, reserve_soc))
    for power in power_w:
        battery.draw(float(power), 1.0)
    assert battery.soc == pytest.approx(reserve_soc, abs=4e-3)


def test_usable_energy_is_what_it_gives():
    energy_j, voltage_v = usable_energy(2.0, 10_000.0, 0.1)
    assert capacity_for(np.full(10_000, energy_j / 10_000), 0.1) == pytest.approx(2.0, rel=3e-3)
    assert 3.3 < voltage_v < 3.9
    assert energy_j == pytest.approx(2.0 * 3600 * 0.9 * voltage_v)


def test_a_load_of_nothing_needs_no_battery():
    assert capacity_for(np.zeros(10), 0.1) == 0.0


def test_a_small_cell_cannot_deliver_a_large_power():
    assert can_deliver(2.0, 2.0, 0.1)
    assert can_deliver(2.0, 2.0, 0.0)
    assert not can_deliver(0.02, 2.0, 0.1)
