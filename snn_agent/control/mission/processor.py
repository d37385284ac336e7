# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The processor of the simulated robot: samples wait, are computed, or are dropped."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from dataclasses import field

from snn_agent.control.mission.course import Course
from snn_agent.control.mission.records import PointRecords

__all__ = ['Processor', 'Work']


@dataclass(slots=True)
class Work:
    """
    Hold what was computed in one step.

    :param right: samples classified rightly.
    :param misses: samples whose label came later than the latency target.
    :param energy_j: modelled energy of the computing in J.
    :param busy_s: modelled time of the computing in s.
    :param computing_s: time of each sample from the start of its computing to its label.
    """

    right: int = 0
    misses: int = 0
    energy_j: float = 0.0
    busy_s: float = 0.0
    computing_s: list[float] = field(default_factory=list)

    @property
    def classified(self) -> int:
        """Return the number of samples."""
        return len(self.computing_s)


class Processor:
    """
    Compute one sample at a time, first come, first served.

    A sample that arrives while the queue is full takes the place of the oldest one in it. The
    work of a sample is counted in the step in which it starts.

    :param course: when samples arrive, and which.
    :param queue: places for waiting samples, 1 or more.
    :param latency_target_s: largest time from arrival to label in s.
    """

    def __init__(self, course: Course, queue: int, latency_target_s: float) -> None:
        self._arrival_s = course.arrival_s.tolist()
        self._record = course.record.tolist()
        self._target_s = latency_target_s
        self._waiting: deque[int] = deque(maxlen=queue)
        self._free_s = 0.0

    def step(self, point: PointRecords, first: int, last: int, end_s: float) -> Work:
        """
        Take in the samples first to last - 1 and compute until the end of the step.

        :param point: the operating point of this step.
        :param end_s: end of the step in s.
        """
        work = Work()
        for sample in range(first, last):
            self._compute(point, self._arrival_s[sample], work)
            self._waiting.append(sample)
        self._compute(point, end_s, work)
        return work

    def _compute(self, point: PointRecords, until_s: float, work: Work) -> None:
        """Start every waiting sample that can start before a moment."""
        while self._waiting:
            sample = self._waiting[0]
            arrival_s, record = self._arrival_s[sample], self._record[sample]
            start_s = max(self._free_s, arrival_s)
            if start_s >= until_s:
                return
            self._waiting.popleft()
            computing_s = point.computing_s[record]
            self._free_s = start_s + computing_s
            work.right += point.right[record]
            work.misses += self._free_s - arrival_s > self._target_s
            work.energy_j += point.energy_j[record]
            work.busy_s += computing_s
            work.computing_s.append(computing_s)
