# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The parameters of the controller."""

from __future__ import annotations

from dataclasses import dataclass
import math

from snn_agent.control import EnergyBudget
from snn_agent.control import PolicySettings
from snn_agent.nodes.battery_settings import BatteryInputSettings
from snn_agent.nodes.specification import parameter

__all__ = ['ControllerSettings']


@dataclass(frozen=True)
class ControllerSettings(BatteryInputSettings):
    """Parameters of controller_node."""

    period_s: float = parameter(
        'period_s', 1.0, 'Time between two decisions.', unit='s', bounds=(0.1, 60.0))
    accuracy_loss: float = parameter(
        'policy.accuracy_loss', 0.02,
        'Largest loss of accuracy against the operating point with the most timesteps.',
        bounds=(0.0, 1.0))
    latency_target_s: float = parameter(
        'policy.latency_target_s', 0.02, 'Largest 95th percentile of the latency; 0 for none.',
        unit='s', bounds=(0.0, 10.0))
    latency_weight: float = parameter(
        'policy.latency_weight', 0.0, 'Weight of the latency in the score.', bounds=(0.0, 1e3))
    energy_weight: float = parameter(
        'policy.energy_weight', 0.1,
        'Weight of the energy in the score when the battery is down to its reserve.',
        bounds=(0.0, 1e3))
    energy_exponent: float = parameter(
        'policy.energy_exponent', 1.0, 'How late that weight rises as the battery empties.',
        bounds=(0.1, 10.0))
    reserve_soc: float = parameter(
        'policy.reserve_soc', 0.1, 'State of charge that is never planned with.',
        bounds=(0.0, 0.9))
    score_margin: float = parameter(
        'policy.score_margin', 0.003,
        'How much better the score of another operating point must be to change to it.',
        bounds=(0.0, 1.0))
    headroom: float = parameter(
        'policy.headroom', 0.1,
        'Share of a limit that a costlier operating point must leave free to be taken.',
        bounds=(0.0, 0.9))
    dwell_s: float = parameter(
        'policy.dwell_s', 10.0, 'Least time between two changes of the operating point.',
        unit='s', bounds=(0.0, 3600.0))
    settle_s: float = parameter(
        'policy.settle_s', 5.0, 'Time after a change before the measured latency counts.',
        unit='s', bounds=(0.0, 3600.0))
    safe_timesteps: int = parameter(
        'policy.safe_timesteps', 0,
        'Operating point while the battery is unknown; 0 takes the cheapest one within '
        'policy.accuracy_loss.', bounds=(0, 10_000))
    mission_duration_s: float = parameter(
        'mission.duration_s', 0.0, 'Time the robot has to work from the start; 0 for no plan.',
        unit='s', bounds=(0.0, 1e7))
    base_load_w: float = parameter(
        'mission.base_load_w', 0.0, 'Mean power of the robot without the agent.', unit='W',
        bounds=(0.0, 1e4))
    perception_share: float = parameter(
        'mission.perception_share', 1.0,
        'Share of the power above the base load that the agent may use.', bounds=(0.001, 1.0))
    energy_profile: str = parameter(
        'energy.profile', 'stm32l452',
        "Device profile that turns operations into modelled energy; 'snn-agent doctor' lists "
        'them.')
    startup_wait_s: float = parameter(
        'startup.wait_s', 5.0,
        'Time to wait for the first battery message before the battery counts as unknown.',
        unit='s', bounds=(0.0, 3600.0))
    telemetry_timeout_s: float = parameter(
        'telemetry.timeout_s', 5.0, 'Age above which latency and rate are not used.', unit='s',
        bounds=(0.1, 3600.0))

    def policy_settings(self) -> PolicySettings:
        """Return what the policy is asked for."""
        return PolicySettings(
            accuracy_loss=self.accuracy_loss,
            latency_target_s=self.latency_target_s or math.inf,
            latency_weight=self.latency_weight,
            energy_weight=self.energy_weight,
            energy_exponent=self.energy_exponent,
            reserve_soc=self.reserve_soc,
            score_margin=self.score_margin,
            headroom=self.headroom,
            dwell_s=self.dwell_s,
            settle_s=self.settle_s,
            safe_timesteps=self.safe_timesteps or None)

    def energy_budget(self) -> EnergyBudget:
        """Return how the energy left is divided over the mission."""
        return EnergyBudget(
            reserve_soc=self.reserve_soc, base_load_w=self.base_load_w,
            perception_share=self.perception_share)
