# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a simulated mission asks of a robot."""

from __future__ import annotations

from dataclasses import dataclass
import math

from snn_agent.errors import ConfigurationError

__all__ = ['MissionSettings', 'RobotSettings']

_POSITIVE = ('duration_s', 'rate_hz', 'burst_rate_hz', 'cycle_s', 'latency_target_s')
_POWERS = ('standing_w', 'driving_w')
_SHARES = ('burst_share', 'driving_share')


@dataclass(frozen=True, slots=True)
class MissionSettings:
    """
    Hold how long a mission is, what it asks for and what the robot draws beside it.

    Rate and base load change over a mission, each between two values: a burst in the stream of
    samples, and a drive between times of standing. Each comes once per cycle, at a random
    moment of it: a robot that patrols knows how much of both there will be, not when. They are
    the same for every choice that flies the mission.

    :param duration_s: length of the mission in s.
    :param rate_hz: samples per second outside the bursts.
    :param burst_rate_hz: samples per second in a burst.
    :param burst_share: share of each cycle that is a burst, 0..1.
    :param standing_w: base load of the robot, without the processor, while it stands, in W.
    :param driving_w: the same while it drives, in W.
    :param driving_share: share of each cycle in which it drives, 0..1.
    :param cycle_s: length of a cycle in s.
    :param reserve_soc: state of charge that ends the mission, from 0 to below 1.
    :param latency_target_s: largest time from a sample to its label in s; infinity for none.
    :param queue: samples that wait while the processor is busy, at most; a new one then
        takes the place of the oldest. The agent's subscription keeps 5.
    :param seed: seed of bursts, drives and the order of the samples.
    :raises ConfigurationError: if a value is out of its limits.
    """

    duration_s: float = 3600.0
    rate_hz: float = 2.0
    burst_rate_hz: float = 5.0
    burst_share: float = 0.25
    standing_w: float = 0.005
    driving_w: float = 0.02
    driving_share: float = 0.25
    cycle_s: float = 120.0
    reserve_soc: float = 0.1
    latency_target_s: float = 0.2
    queue: int = 5
    seed: int = 0

    def __post_init__(self) -> None:
        """Check every limit."""
        for name in _POSITIVE:
            value = getattr(self, name)
            is_endless = name == 'latency_target_s' and value == math.inf
            if not (0 < value < math.inf or is_endless):
                raise ConfigurationError(name, value, 'a finite number above 0')
        for name in _POWERS:
            if not 0 <= getattr(self, name) < math.inf:
                raise ConfigurationError(name, getattr(self, name), 'watts, 0 or more')
        for name in _SHARES:
            if not 0 <= getattr(self, name) <= 1:
                raise ConfigurationError(name, getattr(self, name), 'a share from 0 to 1')
        if not 0 <= self.reserve_soc < 1:
            raise ConfigurationError('reserve_soc', self.reserve_soc, 'a number from 0 to below 1')
        if self.queue < 1:
            raise ConfigurationError('queue', self.queue, 'a whole number, 1 or more')
        if not 0 <= self.seed < 2**32:
            raise ConfigurationError('seed', self.seed, 'a whole number, 0 to 2**32 - 1')

    @property
    def mean_base_w(self) -> float:
        """Return the base load that a planner expects, in W."""
        return self.standing_w + self.driving_share * (self.driving_w - self.standing_w)


@dataclass(frozen=True, slots=True)
class RobotSettings:
    """
    Hold the battery that a robot carries and how its controller plans.

    :param capacity_ah: capacity of the battery, one lithium-ion cell, in Ah, above 0; NaN for
        one that lasts all timesteps for full_share of the mission.
    :param full_share: that share, above 0.
    :param accuracy_loss: largest loss of accuracy against all timesteps, 0..1.
    :param energy_weight: weight of the energy in the score of the policy, 0 or more. With a
        plan the budget limits the energy, and a weight leaves some of it unused.
    :param margin_soc: state of charge above the reserve that is not planned with, 0 or more: the
        end of a mission can come with a drive that the mean base load does not tell.
    :param planned_base_w: mean base load that the controller plans with in W; NaN for that
        of the mission.
    :param rate_window_s: time over which the rate of the results is taken in s, above 0; as
        that of the telemetry.
    :raises ConfigurationError: if a value is out of its limits.
    """

    capacity_ah: float = math.nan
    full_share: float = 0.8
    accuracy_loss: float = 0.02
    energy_weight: float = 0.0
    margin_soc: float = 0.01
    planned_base_w: float = math.nan
    rate_window_s: float = 10.0

    def __post_init__(self) -> None:
        """Check the limits that nothing else checks."""
        if not (math.isnan(self.capacity_ah) or 0 < self.capacity_ah < math.inf):
            raise ConfigurationError('capacity_ah', self.capacity_ah, 'a finite number above 0')
        if not 0 < self.full_share < math.inf:
            raise ConfigurationError('full_share', self.full_share, 'a finite number above 0')
        if not 0 <= self.margin_soc < 1:
            raise ConfigurationError('margin_soc', self.margin_soc, 'a number from 0 to below 1')
        if not (math.isnan(self.planned_base_w) or 0 <= self.planned_base_w < math.inf):
            raise ConfigurationError('planned_base_w', self.planned_base_w, 'watts, 0 or more')
        if not self.rate_window_s > 0:
            raise ConfigurationError('rate_window_s', self.rate_window_s, 'seconds above 0')
