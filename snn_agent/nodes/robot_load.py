# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a simulated robot draws from its battery."""

from __future__ import annotations

import math

from snn_agent.energy import Battery
from snn_agent.nodes.simulation_settings import RobotSimSettings

__all__ = ['RobotLoad']


class RobotLoad:
    """
    Drain a battery by the robot's base load and the agent's modelled power.

    :param settings: base load, scale of the agent's power, acceleration of time.
    :param battery: the battery; it is changed.
    """

    def __init__(self, settings: RobotSimSettings, battery: Battery) -> None:
        self.battery = battery
        self._settings = settings
        self._agent_power_w = 0.0
        self._last_s = math.nan

    @property
    def power_w(self) -> float:
        """Return the power drawn now, in W."""
        scaled = self._settings.battery_load_scale * self._agent_power_w
        return self._settings.battery_base_load_w + scaled

    def set_agent_power(self, power_w: float) -> None:
        """Take the agent's power in W; what is no power (NaN, negative) leaves the last one."""
        if 0 <= power_w < math.inf:
            self._agent_power_w = power_w

    def advance(self, now_s: float) -> None:
        """
        Drain the battery up to a moment.

        :param now_s: node time in seconds; a step back starts the clock anew.
        """
        elapsed_s = now_s - self._last_s if now_s > self._last_s else 0.0
        self._last_s = now_s
        self.battery.draw(self.power_w, elapsed_s * self._settings.battery_acceleration)
