# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Which operating points meet the hard limits, and which to take if none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
import math

from snn_agent.control.policy_settings import PointCost

__all__ = ['Limits']


@dataclass(frozen=True, slots=True)
class Limits:
    """
    Hold the hard limits of one decision.

    :param accuracy: least accuracy, 0..1.
    :param latency_s: largest latency in s; infinity for none.
    :param energy_j: largest energy per inference in J; infinity for none.
    :param latency_factor: expected latency of a point in s, as a multiple of its basis (see
        latency_basis); NaN if nothing is known.
    """

    accuracy: float
    latency_s: float
    energy_j: float
    latency_factor: float

    def allow(self, point: PointCost, basis: float, headroom: float = 0.0) -> bool:
        """
        Return True if a point meets every limit.

        :param basis: its latency basis.
        :param headroom: share of the latency and energy limits that it must leave free.
        """
        free = 1.0 - headroom
        return (point.accuracy >= self.accuracy
                and not self.latency_factor * basis > free * self.latency_s
                and point.energy_j <= free * self.energy_j)

    def least_bad(self, points: Sequence[PointCost], bases: Sequence[float]
                  ) -> tuple[PointCost, str]:
        """
        Choose a point when none meets every limit, and say which limits cannot be met.

        The accuracy is kept, because a cheap wrong answer helps nobody; then the latency as
        far as possible; the energy budget is given up first.

        :param points: at least one of them has the accuracy.
        :param bases: their latency bases.
        """
        accurate = [pair for pair in zip(points, bases) if pair[0].accuracy >= self.accuracy]
        in_time = [point for point, basis in accurate
                   if not self.latency_factor * basis > self.latency_s]
        floor = f'accuracy {self.accuracy:.3f}'
        if not in_time:
            point, basis = min(accurate, key=lambda pair: (pair[1], pair[0].energy_j))
            return point, (
                f'no point with {floor} keeps the latency target {self.latency_s:.4g} s: the '
                f'fastest takes {self.latency_factor * basis:.4g} s')
        point = min(in_time, key=lambda candidate: (candidate.energy_j, candidate.timesteps))
        latency = '' if math.isinf(self.latency_s) else ' within the latency target'
        return point, (
            f'no point with {floor}{latency} keeps the energy budget {self.energy_j:.4g} J: the '
            f'cheapest takes {point.energy_j:.4g} J')
