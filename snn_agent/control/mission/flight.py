# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Fly one mission with one choice of operating points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snn_agent.control.mission.chooser import Chooser
from snn_agent.control.mission.course import Course
from snn_agent.control.mission.course import PERIOD_S
from snn_agent.control.mission.processor import Processor
from snn_agent.control.mission.records import PointRecords
from snn_agent.control.mission.settings import MissionSettings
from snn_agent.energy import Battery

__all__ = ['Flight', 'fly']


@dataclass(frozen=True, slots=True)
class Flight:
    """
    Hold what happened, one entry per step of PERIOD_S until the mission or the battery ended.

    :param name: the choice: ``adaptive``, or the timesteps of a fixed one.
    :param completed: whether the battery lasted to the end of the mission.
    :param soc: float64[steps], state of charge at the end of each step.
    :param timesteps: int64[steps], operating point.
    :param base_w: float64[steps], base load in W.
    :param computing_j: float64[steps], modelled energy of the computing in J.
    :param idle_j: float64[steps], energy of the processor while it waited in J.
    :param classified: int64[steps], samples that were classified.
    :param right: int64[steps], those that were right.
    :param misses: int64[steps], those that were later than the latency target.
    """

    name: str
    completed: bool
    soc: NDArray[np.float64]
    timesteps: NDArray[np.int64]
    base_w: NDArray[np.float64]
    computing_j: NDArray[np.float64]
    idle_j: NDArray[np.float64]
    classified: NDArray[np.int64]
    right: NDArray[np.int64]
    misses: NDArray[np.int64]

    @property
    def power_w(self) -> NDArray[np.float64]:
        """Return float64[steps], the power drawn from the battery in W."""
        return self.base_w + (self.computing_j + self.idle_j) / PERIOD_S


def fly(
    course: Course, records: Mapping[int, PointRecords], chooser: Chooser, battery: Battery,
    settings: MissionSettings, idle_w: float,
) -> Flight:
    """
    Fly a mission until it ends, or the battery is down to its reserve.

    :param course: the mission.
    :param records: what every operating point does with every sample, by timesteps.
    :param chooser: chooses the operating point.
    :param battery: a battery of its own; it is drained.
    :param settings: reserve, queue and latency target.
    :param idle_w: power of the processor while it waits in W, 0 or more.
    """
    processor = Processor(course, settings.queue, settings.latency_target_s)
    first = course.first.tolist()
    rows = []
    for step, base_w in enumerate(course.base_w.tolist()):
        timesteps = chooser.choose(step * PERIOD_S, battery)
        end_s = (step + 1) * PERIOD_S
        work = processor.step(records[timesteps], first[step], first[step + 1], end_s)
        chooser.hear(end_s, work)
        # computing that starts in a step may last beyond it: it is counted where it starts
        idle_j = idle_w * (PERIOD_S - work.busy_s)
        battery.draw(base_w + (work.energy_j + idle_j) / PERIOD_S, PERIOD_S)
        rows.append((battery.soc, timesteps, base_w, work.energy_j, idle_j, work.classified,
                     work.right, work.misses))
        if battery.is_empty or battery.soc <= settings.reserve_soc:
            break
    soc, steps, base, computing, idle, classified, right, misses = map(np.array, zip(*rows))
    completed = len(rows) == len(course.base_w)
    return Flight(chooser.name, completed, soc, steps, base, computing, idle, classified, right,
                  misses)
