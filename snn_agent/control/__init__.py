# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""On-line control: what the battery says, how late inferences are, which point to run."""

from __future__ import annotations

from snn_agent.control.battery_reader import BatteryReader
from snn_agent.control.battery_sample import BatteryReading
from snn_agent.control.battery_sample import BatterySample
from snn_agent.control.battery_sample import BatterySettings
from snn_agent.control.budget import EnergyBudget
from snn_agent.control.latency import LatencyTracker
from snn_agent.control.policy import Policy
from snn_agent.control.policy_settings import Decision
from snn_agent.control.policy_settings import PointCost
from snn_agent.control.policy_settings import PolicySettings

__all__ = [
    'BatteryReader',
    'BatteryReading',
    'BatterySample',
    'BatterySettings',
    'Decision',
    'EnergyBudget',
    'LatencyTracker',
    'PointCost',
    'Policy',
    'PolicySettings',
]
