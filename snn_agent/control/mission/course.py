# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What happens on a mission, whoever flies it: base load, arrival of samples, their order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snn_agent.control.mission.settings import MissionSettings
from snn_agent.errors import ConfigurationError

__all__ = ['Course', 'make_course', 'PERIOD_S']

PERIOD_S = 1.0
"""Time between two decisions, the default period of the controller."""

_LARGEST = 20_000_000
"""Samples or steps of one mission; beyond that it is a mistake in the units."""


@dataclass(frozen=True, slots=True)
class Course:
    """
    Hold one mission.

    :param base_w: float64[steps], base load in each step of PERIOD_S in W.
    :param arrival_s: float64[samples], when each sample arrives in s, rising.
    :param record: int64[samples], which recorded sample it is.
    :param first: int64[steps + 1], number of the first sample of each step.
    """

    base_w: NDArray[np.float64]
    arrival_s: NDArray[np.float64]
    record: NDArray[np.int64]
    first: NDArray[np.int64]


def make_course(settings: MissionSettings, records: int) -> Course:
    """
    Draw a mission.

    Samples arrive evenly, as from a camera, at the rate of the moment. The recorded samples
    come in random order, and in another one when all were shown.

    :param records: number of recorded samples, 1 or more.
    :raises ConfigurationError: if the mission has too many steps or samples.
    """
    load, burst, order = np.random.default_rng(settings.seed).spawn(3)
    steps = round(settings.duration_s / PERIOD_S)
    most = max(settings.rate_hz, settings.burst_rate_hz) * settings.duration_s
    if not 1 <= max(steps, 1) <= _LARGEST or steps < 1 or most > _LARGEST:
        raise ConfigurationError(
            'duration_s', settings.duration_s,
            f'a mission of one second or more, with at most {_LARGEST:,} samples')
    drives = _once_per_cycle(load, steps, settings.driving_share, settings.cycle_s)
    bursts = _once_per_cycle(burst, steps, settings.burst_share, settings.cycle_s)
    rate_hz = np.where(bursts, settings.burst_rate_hz, settings.rate_hz)
    asked = np.concatenate(([0.0], np.cumsum(rate_hz * PERIOD_S)))
    count = int(asked[-1])
    arrival_s = np.interp(np.arange(count), asked, np.arange(steps + 1) * PERIOD_S)
    rounds = [order.permutation(records) for _ in range(-(-count // records))]
    return Course(
        np.where(drives, settings.driving_w, settings.standing_w), arrival_s,
        np.concatenate([*rounds, np.empty(0, np.int64)])[:count],
        np.searchsorted(arrival_s, np.arange(steps + 1) * PERIOD_S))


def _once_per_cycle(
    generator: np.random.Generator, steps: int, share: float, cycle_s: float,
) -> NDArray[np.bool_]:
    """Return bool[steps], True for one stretch of each cycle, at a random place in it."""
    cycle = max(1, round(cycle_s / PERIOD_S))
    cycles = -(-steps // cycle)
    length = round(share * cycle)
    start = generator.integers(0, cycle - length, cycles, endpoint=True)[:, np.newaxis]
    place = np.arange(cycle)
    return ((place >= start) & (place < start + length)).ravel()[:steps]
