# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The battery of a mission: how large it must be, and what it holds above its reserve."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from snn_agent.control.mission.course import PERIOD_S
from snn_agent.energy import Battery

__all__ = ['can_deliver', 'capacity_for', 'usable_energy']

_BLOCKS = 200
_ROUNDS = 5
_ABOUT_V = 3.6
"""Of a lithium-ion cell: only the loss in its resistance depends on it here."""


def capacity_for(power_w: NDArray[np.float64], reserve_soc: float) -> float:
    """
    Return the capacity in Ah of a cell that a course of power drains to just its reserve.

    The charge drawn hardly depends on the capacity, so the search C <- C (1 - soc) / (1 -
    reserve) ends within a few rounds.

    :param power_w: float64[steps], power in W.
    :param reserve_soc: state of charge that is left, from 0 to below 1.
    """
    blocks = [block for block in np.array_split(power_w, _BLOCKS) if len(block)]
    energy_wh = float(power_w.sum()) * PERIOD_S / 3600
    if energy_wh == 0:
        return 0.0
    capacity_ah = 2 * energy_wh / (1 - reserve_soc)     # far too large: no cell has 2 V or less
    for _ in range(_ROUNDS):
        battery = Battery.default(capacity_ah)
        for block in blocks:
            battery.draw(float(block.mean()), len(block) * PERIOD_S)
        capacity_ah *= (1 - battery.soc) / (1 - reserve_soc)
    return capacity_ah


def can_deliver(capacity_ah: float, power_w: float, reserve_soc: float) -> bool:
    """
    Return whether a cell can give a power down to its reserve, above its cut-off voltage.

    :param capacity_ah: capacity in Ah.
    :param power_w: power in W.
    :param reserve_soc: state of charge that is left; below 0.05 it is taken as that.
    """
    battery = Battery.default(capacity_ah, initial_soc=max(reserve_soc, 0.05))
    battery.draw(power_w, 0.0)
    return not battery.is_empty


def usable_energy(
    capacity_ah: float, duration_s: float, reserve_soc: float,
) -> tuple[float, float]:
    """
    Return the energy that a full cell gives down to its reserve in J, and its mean voltage in V.

    :param capacity_ah: capacity in Ah.
    :param duration_s: time over which it is drained, evenly, in s; a quick drain gives less.
    :param reserve_soc: state of charge that is left, from 0 to below 1.
    """
    battery = Battery.default(capacity_ah)
    step_s = duration_s / _BLOCKS
    power_w = _ABOUT_V * capacity_ah * 3600 * (1 - reserve_soc) / duration_s
    energy_j = 0.0
    while battery.soc > reserve_soc and not battery.is_empty:
        before = battery.soc
        battery.draw(power_w, step_s)
        passed = before - battery.soc
        energy_j += power_w * step_s * min(1.0, (before - reserve_soc) / passed)
    return energy_j, energy_j / (capacity_ah * 3600 * (1 - reserve_soc))
