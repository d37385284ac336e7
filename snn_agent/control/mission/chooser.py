# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Who chooses the operating point in a simulated mission: nobody, or the controller."""

from __future__ import annotations

from collections import deque
import math
from typing import Protocol

from snn_agent.control.battery_reader import BatteryReader
from snn_agent.control.battery_sample import BatterySample
from snn_agent.control.battery_sample import DISCHARGING
from snn_agent.control.budget import EnergyBudget
from snn_agent.control.latency import LatencyTracker
from snn_agent.control.mission.course import PERIOD_S
from snn_agent.control.mission.processor import Work
from snn_agent.control.policy import Policy
from snn_agent.energy import Battery

__all__ = ['Adaptive', 'Chooser', 'Fixed', 'battery_message']


class Chooser(Protocol):
    """Choose an operating point once per period."""

    name: str

    def choose(self, now_s: float, battery: Battery) -> int:
        """Return the timesteps to run from now on."""

    def hear(self, now_s: float, work: Work) -> None:
        """Take note of what was computed in the step that ends now."""


class Fixed:
    """
    Always run the same operating point.

    :param timesteps: which one.
    """

    def __init__(self, timesteps: int) -> None:
        self.name = str(timesteps)
        self._timesteps = timesteps

    def choose(self, now_s: float, battery: Battery) -> int:
        """Return the timesteps."""
        return self._timesteps

    def hear(self, now_s: float, work: Work) -> None:
        """Nothing depends on it."""


class Adaptive:
    """
    Run what the controller of a robot would choose: the same reader, budget and policy.

    As on a robot, the battery says its state of charge once per period, the latency is the 95th
    percentile of the samples at the present point, from the start of computing to the label, and
    the rate is that of the results.

    :param policy: the policy.
    :param budget: what divides the energy left over the time left.
    :param reader: reads the battery.
    :param duration_s: length of the mission in s.
    :param latency_target_s: deadline in s.
    :param rate_window_s: time over which the rate is taken in s.
    """

    name = 'adaptive'

    def __init__(self, policy: Policy, budget: EnergyBudget, reader: BatteryReader,
                 duration_s: float, latency_target_s: float, rate_window_s: float) -> None:
        self.infeasible_s = 0.0
        self.changes = -1   # the first decision changes nothing
        self._policy = policy
        self._budget = budget
        self._reader = reader
        self._duration_s = duration_s
        self._rate_window_s = rate_window_s
        self._latency = LatencyTracker(latency_target_s)
        self._results: deque[tuple[float, int]] = deque([(0.0, 0)])

    def choose(self, now_s: float, battery: Battery) -> int:
        """Decide as the controller does."""
        self._reader.update(battery_message(battery, now_s))
        reading = self._reader.reading(now_s)
        allowed_j = self._budget.allowed_energy_j(
            reading.remaining_wh, reading.soc, self._duration_s - now_s, self._rate_hz)
        decision = self._policy.decide(now_s, reading, self._latency.p95, allowed_j)
        if decision.changed:
            self._latency.clear_window()
        self.changes += decision.changed
        self.infeasible_s += PERIOD_S * (not decision.is_feasible)
        return decision.timesteps

    def hear(self, now_s: float, work: Work) -> None:
        """Count results and latencies."""
        for computing_s in work.computing_s:
            self._latency.add(computing_s)
        self._results.append((now_s, self._results[-1][1] + work.classified))
        while now_s - self._results[0][0] > self._rate_window_s:
            self._results.popleft()

    @property
    def _rate_hz(self) -> float:
        (first_s, before), (last_s, count) = self._results[0], self._results[-1]
        return (count - before) / (last_s - first_s) if last_s > first_s else math.nan


def battery_message(battery: Battery, now_s: float) -> BatterySample:
    """Return what the battery says, as the simulated robot publishes it."""
    return BatterySample(
        battery.voltage_v, battery.current_a, battery.charge_ah, battery.capacity_ah,
        battery.capacity_ah, battery.soc, DISCHARGING, True, now_s)
