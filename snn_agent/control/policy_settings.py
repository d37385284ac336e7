# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What the policy chooses between, what it is asked for, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
import math

from snn_agent.errors import ConfigurationError

__all__ = ['Decision', 'PointCost', 'PolicySettings']


@dataclass(frozen=True, slots=True)
class PointCost:
    """
    Hold what one operating point gives and costs per inference.

    :param timesteps: its number of timesteps, 1 or more.
    :param accuracy: share of right labels, 0..1.
    :param energy_j: energy in J, 0 or more; modelled or measured, alike for all points.
    :param latency_s: latency in s, above 0; NaN if unknown.
    :raises ConfigurationError: if a number is out of its limits.
    """

    timesteps: int
    accuracy: float
    energy_j: float
    latency_s: float = math.nan

    def __post_init__(self) -> None:
        """Check every limit."""
        if self.timesteps < 1:
            raise ConfigurationError('timesteps', self.timesteps, 'a whole number, 1 or more')
        if not 0 <= self.accuracy <= 1:
            raise ConfigurationError('accuracy', self.accuracy, 'a share from 0 to 1')
        if not 0 <= self.energy_j < math.inf:
            raise ConfigurationError('energy_j', self.energy_j, 'a finite number of J, 0 or more')
        if not math.isnan(self.latency_s) and not 0 < self.latency_s < math.inf:
            raise ConfigurationError('latency_s', self.latency_s, 'seconds above 0, or NaN')


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """
    Hold what the policy is asked for.

    :param accuracy_loss: largest loss of accuracy against the point with the most timesteps
        (a hard limit), 0..1.
    :param latency_target_s: largest 95th percentile of the latency (a hard limit) in s;
        infinity for none.
    :param latency_weight: tau of the score, 0 or more.
    :param energy_weight: largest eps of the score, reached at the reserve, 0 or more. Points
        within an accuracy_loss of 0.02 that save four fifths of the energy need 0.025.
    :param energy_exponent: how late eps rises, above 0: eps = energy_weight (1 - soc')^exponent.
    :param reserve_soc: state of charge where soc' becomes 0, from 0 to below 1.
    :param score_margin: a point must be better than the present one by this, 0 or more.
    :param headroom: share of a limit that a costlier point must leave free to be taken, from
        0 to below 1.
    :param dwell_s: least time between two changes in s, 0 or more; a present point that
        breaks a hard limit is left at once.
    :param settle_s: time after a change in which the measured latency is that of the point
        before, in s, 0 or more.
    :param safe_timesteps: point for an unknown battery; None takes the cheapest one within
        accuracy_loss.
    :raises ConfigurationError: if a value is out of its limits.
    """

    accuracy_loss: float = 0.02
    latency_target_s: float = math.inf
    latency_weight: float = 0.0
    energy_weight: float = 0.1
    energy_exponent: float = 1.0
    reserve_soc: float = 0.1
    score_margin: float = 0.003
    headroom: float = 0.1
    dwell_s: float = 10.0
    settle_s: float = 5.0
    safe_timesteps: int | None = None

    def __post_init__(self) -> None:
        """Check every limit."""
        if not 0 <= self.accuracy_loss <= 1:
            raise ConfigurationError('accuracy_loss', self.accuracy_loss, 'a share from 0 to 1')
        for name in ('latency_target_s', 'energy_exponent'):
            if not getattr(self, name) > 0:
                raise ConfigurationError(name, getattr(self, name), 'a number above 0')
        for name in ('latency_weight', 'energy_weight', 'score_margin', 'dwell_s', 'settle_s'):
            if not 0 <= getattr(self, name) < math.inf:
                raise ConfigurationError(name, getattr(self, name), 'a finite number, 0 or more')
        for name in ('reserve_soc', 'headroom'):
            if not 0 <= getattr(self, name) < 1:
                raise ConfigurationError(name, getattr(self, name), 'a number from 0 to below 1')


@dataclass(frozen=True, slots=True)
class Decision:
    """
    Hold what the policy says.

    :param timesteps: the operating point to run.
    :param reason: why, in words with the numbers.
    :param is_feasible: False if no point meets every hard limit.
    :param changed: whether it differs from the decision before (True for the first).
    :param energy_weight: eps that was used; NaN while the battery is unknown.
    :param scores: score of every point within the hard limits, by timesteps; empty while the
        battery is unknown.
    """

    timesteps: int
    reason: str
    is_feasible: bool
    changed: bool
    energy_weight: float
    scores: Mapping[int, float]
