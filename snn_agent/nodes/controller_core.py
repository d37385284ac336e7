# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Everything of the controller that is not ROS: battery, telemetry, budget, policy."""

from __future__ import annotations

from collections.abc import Sequence
import math

from snn_agent.control import BatteryReader
from snn_agent.control import BatterySample
from snn_agent.control import Decision
from snn_agent.control import PointCost
from snn_agent.control import Policy
from snn_agent.energy import DeviceProfile
from snn_agent.energy import modelled_energy
from snn_agent.errors import ConfigurationError
from snn_agent.nodes.controller_settings import ControllerSettings
from snn_agent.nodes.health import Health
from snn_agent.nodes.health import ok
from snn_agent.nodes.health import warn
from snn_agent.nodes.records import PointRecord
from snn_agent.nodes.records import RecordValue

__all__ = ['ControllerCore', 'LastValue']


class LastValue:
    """
    Keep the newest value of a telemetry quantity while it is fresh.

    :param timeout_s: age above which it is no longer used, in seconds.
    """

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._value = math.nan
        self._time_s = math.nan

    def set(self, value: float, now_s: float) -> None:
        """Take a value."""
        self._value, self._time_s = value, now_s

    def at(self, now_s: float) -> float:
        """Return the value; NaN if there is none or it is too old."""
        return self._value if now_s - self._time_s <= self._timeout_s else math.nan


class ControllerCore:
    """
    Decide on an operating point from what was last heard.

    :param settings: the node's parameters.
    :param profile: turns operations into modelled energy.
    :param now_s: node time in seconds, the start of the mission.
    """

    def __init__(
        self, settings: ControllerSettings, profile: DeviceProfile, now_s: float
    ) -> None:
        self._battery = BatteryReader(settings.battery_settings())
        self.latency_p95 = LastValue(settings.telemetry_timeout_s)
        self.sample_rate = LastValue(settings.telemetry_timeout_s)
        self.decision: Decision | None = None
        self._settings = settings
        self._profile = profile
        self._budget = settings.energy_budget()
        self._start_s = now_s
        self._has_battery = False
        self._policy: Policy | None = None
        self._fault = 'no operating points from an agent yet'

    def set_points(self, points: Sequence[PointRecord]) -> None:
        """Take the agent's operating points; the policy starts afresh with them."""
        self._policy, self.decision = None, None
        try:
            costs = [self._cost(point) for point in points]
            self._policy = Policy(costs, self._settings.policy_settings())
            self._fault = ''
        except ConfigurationError as error:
            self._fault = f'the operating points cannot be used: {error}'

    def update_battery(self, sample: BatterySample) -> None:
        """Take a battery message; it takes part in the next decision."""
        self._battery.update(sample)
        self._has_battery = True

    def decide(self, now_s: float) -> Decision | None:
        """
        Return the decision of this moment.

        :return: None while there are no usable points, and for a short time at the start while
            no battery message has come.
        """
        is_waiting = now_s - self._start_s < self._settings.startup_wait_s
        if self._policy is None or (is_waiting and not self._has_battery):
            return None
        reading = self._battery.reading(now_s)
        allowed_j = self._budget.allowed_energy_j(
            reading.remaining_wh, reading.soc, self._mission_left_s(now_s),
            self.sample_rate.at(now_s))
        self.decision = self._policy.decide(
            now_s, reading, self.latency_p95.at(now_s), allowed_j)
        return self.decision

    def policy_health(self) -> Health:
        """Return the state of the policy."""
        if self._fault:
            return warn(self._fault)
        decision = self.decision
        if decision is None:
            return ok('no decision yet')
        values: dict[str, RecordValue] = {
            'Timesteps': decision.timesteps, 'Energy weight': decision.energy_weight,
            'Feasible': decision.is_feasible}
        return ok(decision.reason, values) if decision.is_feasible else warn(
            decision.reason, values)

    def battery_health(self, now_s: float) -> Health:
        """Return the state of the battery reading."""
        reading = self._battery.reading(now_s)
        values: dict[str, RecordValue] = {
            'State of charge': reading.soc, 'Voltage (V)': reading.voltage_v,
            'Current (A)': reading.current_a, 'Energy left (Wh)': reading.remaining_wh,
            'Charging': reading.is_charging, 'Source': reading.source}
        return ok(reading.reason, values) if reading.is_known else warn(reading.reason, values)

    def _mission_left_s(self, now_s: float) -> float:
        duration_s = self._settings.mission_duration_s
        return max(0.0, self._start_s + duration_s - now_s) if duration_s else math.nan

    def _cost(self, point: PointRecord) -> PointCost:
        if point.counts is None:
            raise ConfigurationError(
                'operating point', point.timesteps, "a measured one: run 'snn-agent explore'")
        return PointCost(
            point.timesteps, point.accuracy,
            modelled_energy(point.counts, self._profile).total_j, point.latency_s)
