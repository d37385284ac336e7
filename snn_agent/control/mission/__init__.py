# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Simulated missions: what a choice of operating points means for a robot with a battery.

Per sample, everything comes from real runs of the engine; energy and time are modelled by the
profile of a device. The controller is the one that runs on a robot.
"""

from __future__ import annotations

from snn_agent.control.mission.mission import Mission
from snn_agent.control.mission.mission import point_costs
from snn_agent.control.mission.mission import simulate
from snn_agent.control.mission.outcome import summarise_mission
from snn_agent.control.mission.outcome import TIMELINE
from snn_agent.control.mission.outcome import timeline
from snn_agent.control.mission.records import PointRecords
from snn_agent.control.mission.records import record_points
from snn_agent.control.mission.settings import MissionSettings
from snn_agent.control.mission.settings import RobotSettings
from snn_agent.control.mission.sweep import sweep

__all__ = [
    'Mission',
    'MissionSettings',
    'PointRecords',
    'RobotSettings',
    'TIMELINE',
    'point_costs',
    'record_points',
    'simulate',
    'summarise_mission',
    'sweep',
    'timeline',
]
