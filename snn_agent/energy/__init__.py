# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Operation counts times device profiles, power meters and the battery."""

from __future__ import annotations

from snn_agent.energy.battery import Battery
from snn_agent.energy.constant import Constant
from snn_agent.energy.device_profile import DeviceProfile
from snn_agent.energy.device_profile import load_profile
from snn_agent.energy.device_profile import profile_names
from snn_agent.energy.estimate import EnergyEstimate
from snn_agent.energy.estimate import modelled_energy
from snn_agent.energy.estimate import modelled_latency_s
from snn_agent.energy.rapl import rapl_status
from snn_agent.energy.rapl import RaplMeter

__all__ = [
    'Battery',
    'Constant',
    'DeviceProfile',
    'EnergyEstimate',
    'RaplMeter',
    'load_profile',
    'modelled_energy',
    'modelled_latency_s',
    'profile_names',
    'rapl_status',
]
