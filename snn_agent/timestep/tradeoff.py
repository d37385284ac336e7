# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Which number of timesteps to take: TopSpark's trade-off of accuracy, latency and energy.

A candidate's score is S = A - (tau T_n + eps E_n), the objective of this family of methods: its
accuracy A, less its timesteps T_n and energy E_n, both relative to the full number of timesteps,
times the user's weights. Limits exclude candidates before the score is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from math import floor
from math import inf
from math import isfinite
from math import log10

from snn_agent.energy import DeviceProfile
from snn_agent.errors import ConfigurationError

__all__ = ['Candidate', 'Limits', 'WEIGHTS', 'choose', 'pareto', 'score']

WEIGHTS = (0.0, 0.1, 0.3, 0.5)
"""Values of tau and of eps for which a study names its choice."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    Hold one way to work, means over seeds.

    :param timesteps: of the operating point.
    :param accuracy: share of right labels, 0..1.
    :param computed: mean timesteps computed per sample, re-presentations included.
    :param energy_j: modelled joules per sample on the device.
    :param latency_s: modelled seconds per sample on the device, NaN if it has no clock.
    """

    timesteps: int
    accuracy: float
    computed: float
    energy_j: float
    latency_s: float


@dataclass(frozen=True, slots=True)
class Limits:
    """
    Hold what a choice must keep to.

    :param loss: accuracy that may be lost against the full number of timesteps, 0..1.
    :param latency_s: longest modelled latency per sample on the device.
    :param energy_j: largest modelled energy per sample on the device.
    """

    loss: float = inf
    latency_s: float = inf
    energy_j: float = inf

    def require_clock(self, device: DeviceProfile) -> None:
        """
        Check that a device can say whether the limits are kept.

        :raises ConfigurationError: if the latency is limited and the device has no clock.
        """
        if self.latency_s != inf and not isfinite(device.clock_hz):
            raise ConfigurationError(
                '--device', device.name, 'a device with a clock, because the latency is limited')

    def unmet(self, candidate: Candidate, full: Candidate) -> tuple[str, ...]:
        """Return the names of the limits that a candidate does not keep."""
        return tuple(
            name for name, (value, limit) in self.compared(candidate, full).items()
            if not (value <= limit or limit == inf))

    def compared(self, candidate: Candidate, full: Candidate) -> dict[str, tuple[float, float]]:
        """Return what a candidate needs and what is allowed, by the name of the limit."""
        return {
            'loss': (full.accuracy - candidate.accuracy, self.loss),
            'latency': (candidate.latency_s, self.latency_s),
            'energy': (candidate.energy_j, self.energy_j)}


def score(candidate: Candidate, full: Candidate, tau: float, eps: float) -> float:
    """
    Return S = A - (tau T_n + eps E_n).

    :param full: the network at the full number of timesteps, the 1 of T_n and E_n.
    :param tau: weight of the timesteps, 0 or more.
    :param eps: weight of the energy, 0 or more.
    """
    return candidate.accuracy - (
        tau * candidate.computed / full.computed + eps * candidate.energy_j / full.energy_j)


def choose(
    candidates: Sequence[Candidate], full: Candidate, limits: Limits, tau: float, eps: float,
) -> Candidate:
    """
    Return the candidate with the best score among those that keep all limits.

    :raises ConfigurationError: if there is none; the message names the nearest ones.
    """
    feasible = [one for one in candidates if not limits.unmet(one, full)]
    if not feasible:
        raise _contradiction(candidates, full, limits)
    return max(feasible, key=lambda one: (score(one, full, tau, eps), -one.timesteps))


def pareto(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return those that no other one beats in accuracy, timesteps and energy at once."""
    return [one for one in candidates if not any(_beats(other, one) for other in candidates)]


def _beats(one: Candidate, other: Candidate) -> bool:
    """Return whether one is nowhere worse and somewhere better."""
    first = (-one.accuracy, one.computed, one.energy_j)
    second = (-other.accuracy, other.computed, other.energy_j)
    return first != second and all(a <= b for a, b in zip(first, second))


def _contradiction(
    candidates: Sequence[Candidate], full: Candidate, limits: Limits,
) -> ConfigurationError:
    """Say which single limit would have to become what, and which point would then do."""
    advice = []
    for name in _OPTIONS:
        near = [one for one in candidates if limits.unmet(one, full) == (name,)]
        known = [one for one in near if isfinite(limits.compared(one, full)[name][0])]
        if known:
            best = min(known, key=lambda one: limits.compared(one, full)[name][0])
            needed = limits.compared(best, full)[name][0]
            advice.append(f'{_write(name, needed)} (then {best.timesteps} timesteps do)')
    given = ', '.join(
        _write(name, limit) for name, (_, limit) in limits.compared(full, full).items()
        if limit != inf)
    nearest = '; or '.join(advice) or 'more than one limit to be wider: none alone is enough'
    return ConfigurationError('limits', given, f'limits that some point keeps, such as {nearest}')


_OPTIONS = {
    'loss': ('--max-loss', 100.0), 'latency': ('--max-latency-ms', 1e3),
    'energy': ('--max-energy-uj', 1e6)}
"""Each limit as the user writes it, and the factor to its unit there."""


_SMALLEST = 1.0e-9
"""No smaller number is shown, in the unit of the option."""


def _write(name: str, value: float) -> str:
    """Return a limit as the user writes it, rounded up to three digits so that it is enough."""
    option, factor = _OPTIONS[name]
    number = factor * value
    if number < _SMALLEST:
        return f'{option} {0 if number <= 0 else _SMALLEST}'
    unit = 10.0 ** (floor(log10(number)) - 2)
    return f'{option} {ceil(number / unit - 1e-9) * unit:.6g}'
