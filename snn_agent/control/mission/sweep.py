# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The same mission on several batteries: a fixed choice that fits one does not fit the next."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
import math
from typing import Any

from snn_agent.control.mission.mission import simulate
from snn_agent.control.mission.records import PointRecords
from snn_agent.control.mission.settings import MissionSettings
from snn_agent.control.mission.settings import RobotSettings
from snn_agent.control.policy_settings import PointCost

__all__ = ['sweep']


def sweep(
    costs: Sequence[PointCost], records: Mapping[int, PointRecords], settings: MissionSettings,
    robot: RobotSettings, idle_w: float, full_shares: Sequence[float],
    progress: Callable[[int], None] = lambda flights: None,
) -> dict[str, Any]:
    """
    Simulate the mission for several batteries; other parameters as for simulate.

    :param full_shares: shares of the mission that the batteries last with all timesteps.
    :return: plain data: a row per battery, and for each choice the samples classified rightly
        on all batteries together, per joule that these held above their reserves.
    :raises ConfigurationError: if a battery cannot serve even the base load.
    """
    rows: list[dict[str, Any]] = []
    for share in full_shares:
        mission = simulate(costs, records, settings, replace(
            robot, capacity_ah=math.nan, full_share=share), idle_w, progress)
        flights = (mission.adaptive, *mission.fixed)
        rows.append({
            'full_share': share,
            'capacity_ah': mission.capacity_ah,
            'usable_j': mission.usable_j,
            'right': {flight.name: int(flight.right.sum()) for flight in flights},
            'completed': {flight.name: flight.completed for flight in flights},
        })
    carried_j = sum(row['usable_j'] for row in rows)
    return {
        'batteries': rows,
        'right_per_j_carried': {
            name: sum(row['right'][name] for row in rows) / carried_j
            for name in rows[0]['right']},
    }
