# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Turn results, hints and battery readings into the quantities that people and nodes follow."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
import math

from snn_agent.control import BatteryReading
from snn_agent.control import LatencyTracker
from snn_agent.energy import DeviceProfile
from snn_agent.energy import modelled_energy
from snn_agent.nodes.hint_matcher import HintMatcher
from snn_agent.nodes.point_tally import PointTally
from snn_agent.nodes.records import ResultRecord
from snn_agent.nodes.remaining_time import RemainingTime
from snn_agent.nodes.settings import TelemetrySettings

__all__ = ['QUANTITIES', 'TelemetryCore']

QUANTITIES: dict[str, str] = {
    'energy_modelled': 'J per inference, operations x device profile, mean of the window',
    'energy_measured': 'J per inference, whole processor by its energy counter, mean of the '
                       'window; NaN without a counter',
    'power_modelled': 'W, modelled energy of all inferences of the window / its length',
    'accuracy': 'share of right labels among the hinted ones of the window, 0..1',
    'accuracy_total': 'share of right labels among all hinted ones, 0..1',
    'latency_p50': 's, image callback to publication, median of the last results at this point',
    'latency_p95': 's, 95th percentile',
    'latency_p99': 's, 99th percentile',
    'deadline_misses': 'results slower than the target, since the start',
    'timesteps': 'timesteps of the operating point of the newest result',
    'sparsity': 'share of neuron updates without a spike, mean of the window, 0..1',
    'synaptic_operations': 'per inference, mean of the window',
    'sample_rate': 'Hz, results per second in the window',
    'state_of_charge': '0..1; NaN if unknown',
    'remaining_mission_time': 's until the battery is empty at its present pace; NaN if unknown',
}
"""Published quantity -> unit and meaning. A value that is not known is NaN."""


@dataclass(frozen=True, slots=True)
class _Inference:
    """What the window keeps of one result."""

    time_s: float
    energy_j: float
    synaptic_operations: float
    output_spikes: float
    neuron_updates: float


class TelemetryCore:
    """
    Keep a sliding window and totals.

    :param settings: the node's parameters.
    :param profile: turns operations into modelled energy.
    :param now_s: node time in seconds.
    """

    def __init__(
        self, settings: TelemetrySettings, profile: DeviceProfile, now_s: float
    ) -> None:
        self.latency = LatencyTracker(settings.latency_target_s, settings.latency_window)
        self.results = 0
        self._settings = settings
        self._profile = profile
        self._start_s = now_s
        self._timesteps: float = math.nan
        self._matcher = HintMatcher(settings.hints_window)
        self._remaining = RemainingTime()
        self._points: dict[int, PointTally] = {}
        self._inferences: deque[_Inference] = deque()
        self._outcomes: deque[tuple[float, bool]] = deque()
        self._meter: deque[tuple[float, float, int]] = deque()

    def add_result(self, record: ResultRecord, stamp_ns: int, now_s: float) -> None:
        """Take the agent's record of one image."""
        energy_j = modelled_energy(record.counts, self._profile).total_j
        counts = record.counts
        self.results += 1
        if record.operating_point != self._timesteps:
            self.latency.clear_window()
        self._timesteps = record.operating_point
        self.latency.add(record.latency_s)
        self._tally(record.operating_point).add(record, energy_j)
        self._inferences.append(_Inference(
            now_s, energy_j, counts.synaptic_operations, counts.output_spikes,
            counts.neuron_updates))
        self._judge(
            self._matcher.decision(stamp_ns, record.label, record.operating_point), now_s)

    def add_hint(self, label: str, stamp_ns: int, now_s: float) -> None:
        """Take the class of an image."""
        self._judge(self._matcher.hint(stamp_ns, label), now_s)

    def row(self, now_s: float, battery: BatteryReading, meter_j: float) -> dict[str, float]:
        """
        Return every quantity of QUANTITIES.

        :param now_s: node time in seconds.
        :param battery: the present reading.
        :param meter_j: joules since the start by the energy counter; NaN without one.
        """
        self._forget_before(now_s - self._settings.window_s)
        span_s = min(self._settings.window_s, now_s - self._start_s)
        count = len(self._inferences)
        energy_j = math.fsum(item.energy_j for item in self._inferences)
        updates = sum(item.neuron_updates for item in self._inferences)
        spikes = sum(item.output_spikes for item in self._inferences)
        operations = sum(item.synaptic_operations for item in self._inferences)
        return {
            'energy_modelled': _ratio(energy_j, count),
            'energy_measured': self._measured_j(now_s, meter_j),
            'power_modelled': _ratio(energy_j, span_s),
            'accuracy': _ratio(sum(right for _, right in self._outcomes), len(self._outcomes)),
            'accuracy_total': _ratio(
                sum(point.right for point in self._points.values()),
                sum(point.labelled for point in self._points.values())),
            'latency_p50': self.latency.p50,
            'latency_p95': self.latency.p95,
            'latency_p99': self.latency.p99,
            'deadline_misses': float(self.latency.misses),
            'timesteps': self._timesteps,
            'sparsity': 1.0 - _ratio(spikes, updates),
            'synaptic_operations': _ratio(operations, count),
            'sample_rate': _ratio(count, span_s),
            'state_of_charge': battery.soc,
            'remaining_mission_time': self._remaining.update(now_s, battery.soc),
        }

    def summary(self, now_s: float, meter_j: float) -> dict[str, object]:
        """
        Return the totals and a row for each operating point that was used.

        Keys carry their units; what is not known is NaN.

        :param now_s: node time in seconds.
        :param meter_j: joules since the start by the energy counter; NaN without one.
        """
        points = [self._points[timesteps] for timesteps in sorted(self._points)]
        labelled = sum(point.labelled for point in points)
        energy_j = math.fsum(point.energy_j for point in points)
        return {
            'duration_s': now_s - self._start_s,
            'device_profile': self._profile.name,
            'samples': self.results,
            'labelled': labelled,
            'accuracy': _ratio(sum(point.right for point in points), labelled),
            'latency_target_s': self._settings.latency_target_s,
            'deadline_misses': self.latency.misses,
            'energy_modelled_j': _ratio(energy_j, self.results),
            'energy_modelled_total_j': energy_j,
            'energy_measured_total_j': meter_j,
            'points': [point.summary() for point in points],
        }

    def _tally(self, timesteps: int) -> PointTally:
        if timesteps not in self._points:
            self._points[timesteps] = PointTally(timesteps, self._settings.latency_target_s)
        return self._points[timesteps]

    def _judge(self, outcome: tuple[int, bool] | None, now_s: float) -> None:
        if outcome is not None:
            timesteps, is_right = outcome
            self._tally(timesteps).judge(is_right)
            self._outcomes.append((now_s, is_right))

    def _measured_j(self, now_s: float, meter_j: float) -> float:
        if math.isnan(meter_j):
            return math.nan
        self._meter.append((now_s, meter_j, self.results))
        while now_s - self._meter[0][0] > self._settings.window_s:
            self._meter.popleft()
        _, first_j, first = self._meter[0]
        return _ratio(meter_j - first_j, self.results - first)

    def _forget_before(self, time_s: float) -> None:
        while self._inferences and self._inferences[0].time_s < time_s:
            self._inferences.popleft()
        while self._outcomes and self._outcomes[0][0] < time_s:
            self._outcomes.popleft()


def _ratio(amount: float, of: float) -> float:
    """Return a quotient; NaN where there is nothing to divide by."""
    return amount / of if of > 0 else math.nan
