# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Early exit: the smallest lead of a class after which the rest of a sample changes little."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace

from snn_agent.datasets import ImageDataset
from snn_agent.engine import Model
from snn_agent.engine import OperatingPoint
from snn_agent.timestep.measure import measure

__all__ = ['MARGINS', 'earliest_exit', 'exits', 'with_exit_margin']

MARGINS = (1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0)
"""Evidence between the two best classes, in nats (see readout)."""


def exits(point: OperatingPoint) -> tuple[OperatingPoint, ...]:
    """Return a point without exit, then with each margin, the smallest first."""
    return tuple(replace(point, exit_margin=margin) for margin in (0.0, *MARGINS))


def earliest_exit(measured: Sequence[OperatingPoint]) -> OperatingPoint:
    """
    Return the point with the smallest margin that keeps the accuracy, without one if none does.

    :param measured: what exits gave, measured on samples that may choose.
    """
    accuracies = [point.measured.accuracy for point in measured if point.measured]
    return next(
        (point for point, accuracy in zip(measured[1:], accuracies[1:])
         if accuracy >= accuracies[0]), measured[0])


def with_exit_margin(
    model: Model, point: OperatingPoint, tuning: ImageDataset, accuracy: float,
    progress: Callable[[int], None] = lambda samples: None,
) -> OperatingPoint:
    """
    Return the point with the smallest margin that keeps its accuracy, without one if none does.

    :param point: a point without exit.
    :param tuning: the samples that choose.
    :param accuracy: of the point on them, 0..1.
    :param progress: called with the number of samples done since the last call; a margin that
        needs no test counts as done.
    """
    for tried, early in enumerate(exits(point)[1:], start=1):
        if measure(model, early, tuning, progress=progress).accuracy >= accuracy:
            progress((len(MARGINS) - tried) * len(tuning))
            return early
    return point
