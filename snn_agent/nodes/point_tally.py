# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Totals of the results of one operating point."""

from __future__ import annotations

import math

from snn_agent.control import LatencyTracker
from snn_agent.engine import OpCounts
from snn_agent.nodes.records import ResultRecord

__all__ = ['PointTally']

_LATENCIES = 20_000
"""Results over which a point's percentiles are taken: the last ones, so memory stays bounded."""


class PointTally:
    """
    Sum up the results of one operating point.

    :param timesteps: which point.
    :param latency_target_s: latency above which a deadline is missed, in seconds.
    """

    def __init__(self, timesteps: int, latency_target_s: float) -> None:
        self.timesteps = timesteps
        self.samples = 0
        self.labelled = 0
        self.right = 0
        self.energy_j = 0.0
        self._latency = LatencyTracker(latency_target_s, _LATENCIES)
        self._counts = OpCounts()

    def add(self, record: ResultRecord, energy_j: float) -> None:
        """Take a result and its modelled energy in joules."""
        self.samples += 1
        self.energy_j += energy_j
        self._latency.add(record.latency_s)
        self._counts += record.counts

    def judge(self, is_right: bool) -> None:
        """Take the verdict on one of the results."""
        self.labelled += 1
        self.right += is_right

    def summary(self) -> dict[str, object]:
        """Return totals and means; keys carry their units, what is not known is NaN."""
        return {
            'timesteps': self.timesteps,
            'samples': self.samples,
            'labelled': self.labelled,
            'accuracy': self.right / self.labelled if self.labelled else math.nan,
            'latency_p50_s': self._latency.p50,
            'latency_p95_s': self._latency.p95,
            'latency_p99_s': self._latency.p99,
            'deadline_misses': self._latency.misses,
            'energy_modelled_j': self.energy_j / self.samples if self.samples else math.nan,
            'counts': self._counts.scaled(1.0 / max(self.samples, 1)).as_dict(),
        }
