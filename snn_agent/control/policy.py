# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Which operating point to run: the on-line half of timestep adaptation."""

from __future__ import annotations

from collections.abc import Sequence
import math

from snn_agent.control.battery_sample import BatteryReading
from snn_agent.control.limits import Limits
from snn_agent.control.policy_settings import Decision
from snn_agent.control.policy_settings import PointCost
from snn_agent.control.policy_settings import PolicySettings
from snn_agent.errors import ConfigurationError

__all__ = ['Policy']


class Policy:
    """
    Choose the operating point with the best score that meets every hard limit.

    The score is that of TopSpark (Putra and Shafique, IROS 2023) with a weight of the energy
    that follows the battery::

        S   = A - (tau T / T0 + eps E / E0)
        eps = energy_weight (1 - soc')^energy_exponent
        soc' = (soc - reserve_soc) / (1 - reserve_soc), cut to 0..1

    with accuracy A, timesteps T and energy E of a point, and T0 and E0 those of the point with
    the most timesteps. On equal scores fewer timesteps win. The weights are an own design: a
    full battery buys accuracy, an almost empty one buys time.

    Hard limits: accuracy at least that of the point with the most timesteps minus
    accuracy_loss; expected latency at most latency_target_s; energy at most the budget, when
    there is one and the battery is not charging. The expected latency of a point is its
    PointCost.latency_s (the number of timesteps where one point has none) times a factor. The
    factor is the measured latency over that of the present point; it is measured anew at
    every decision except within settle_s of a change, when the measurement is still that of
    the point before. Until something was measured, PointCost.latency_s stands alone. A part
    of the latency that does not depend on the timesteps makes the estimate for more timesteps
    too high, which is cautious, and for fewer too low, which the next measurement corrects.

    A present point that breaks a hard limit is left at once, and with an unknown battery the
    safe point is taken at once, or the cheapest one within the limits if that would be too
    slow. Any other change waits for dwell_s since the last one, for a score better by
    score_margin, and, where the new point needs more energy, for the share headroom of the
    limits to stay free. A point that needs more energy than the present one is never taken
    within dwell_s of the last change, unless the present one breaks the latency target and
    the other keeps it: whenever a point has the accuracy and keeps the latency target, so does
    the one that is chosen. Only a safe point that was asked for may lack the accuracy.

    Decisions depend on the arguments and the decisions before, on nothing else. A time that
    runs backwards counts as a dwell time that is over.

    :param points: what can be run; timesteps differ from each other.
    :param settings: what is asked for.
    :raises ConfigurationError: if there is no point, two have the same timesteps, or the safe
        point is none of them.
    """

    def __init__(self, points: Sequence[PointCost], settings: PolicySettings | None = None
                 ) -> None:
        self._settings = settings or PolicySettings()
        self._points = sorted(points, key=lambda point: point.timesteps)
        timesteps = [point.timesteps for point in self._points]
        if not timesteps or len(set(timesteps)) < len(timesteps):
            raise ConfigurationError('points', timesteps,
                                     'one or more, each with other timesteps')
        self._full = self._points[-1]
        has_latencies = not any(math.isnan(point.latency_s) for point in self._points)
        self._basis = {point.timesteps: point.latency_s if has_latencies else point.timesteps
                       for point in self._points}
        self._latency_factor = 1.0 if has_latencies else math.nan
        self._safe = self._safe_point()
        self._present: PointCost | None = None
        self._changed_s = -math.inf

    @property
    def safe_timesteps(self) -> int:
        """Return the timesteps of the point for an unknown battery."""
        return self._safe.timesteps

    def decide(self, now_s: float, reading: BatteryReading, latency_p95_s: float = math.nan,
               allowed_energy_j: float = math.nan) -> Decision:
        """
        Decide which point to run.

        :param now_s: present time in s, on any clock.
        :param reading: the battery.
        :param latency_p95_s: measured latency of the present point in s; NaN if unknown.
        :param allowed_energy_j: energy budget of one inference in J; NaN for none.
        """
        if now_s < self._changed_s:
            self._changed_s = -math.inf
        self._measure_latency(now_s, latency_p95_s)
        if not reading.is_known:
            return self._decide_unknown(now_s, reading.reason)
        has_budget = not (math.isnan(allowed_energy_j) or reading.is_charging)
        limits = self._limits(allowed_energy_j if has_budget else math.inf)
        weight = self._energy_weight(reading.soc)
        scores = {point.timesteps: self._score(point, weight)
                  for point in self._points if self._allows(limits, point)}
        if not scores:
            point, reason = limits.least_bad(
                self._points, [self._basis[point.timesteps] for point in self._points])
            return self._settle(now_s, point, reason, False, weight, scores)
        point, reason = self._choose(now_s, limits, scores)
        reason = f'{reason}; state of charge {reading.soc:.2f} ({reading.source})'
        return self._settle(now_s, point, reason, True, weight, scores)

    def _decide_unknown(self, now_s: float, why: str) -> Decision:
        limits, point = self._limits(math.inf), self._safe
        reason = f'battery unknown ({why}): safe point {point.timesteps} timesteps'
        allowed = [other for other in self._points if self._allows(limits, other)]
        is_feasible = point in allowed
        if not is_feasible:
            reason += ', which is outside the accuracy or latency asked for'
        if allowed and not self._is_in_time(point):
            point = min(allowed, key=lambda other: (other.energy_j, other.timesteps))
            is_feasible = True
            reason += f': {point.timesteps} timesteps keeps both'
        return self._settle(now_s, point, reason, is_feasible, math.nan, {})

    def _choose(self, now_s: float, limits: Limits, scores: dict[int, float]
                ) -> tuple[PointCost, str]:
        """Take the best score, or keep the present point; limits can be met."""
        present = self._present
        allowed = [point for point in self._points if point.timesteps in scores]
        if present is None or present.timesteps not in scores:
            best = _best(allowed, scores)
            before = '' if present is None else f', {present.timesteps} breaks a hard limit'
            return best, f'best score {scores[best.timesteps]:.4f}{before}'
        reachable = [point for point in allowed if point.energy_j <= present.energy_j
                     or self._allows(limits, point, self._settings.headroom)]
        best = _best(reachable, scores)
        gain = scores[best.timesteps] - scores[present.timesteps]
        if best is present:
            return present, f'best score {scores[present.timesteps]:.4f}'
        if gain <= self._settings.score_margin:
            return present, (f'{best.timesteps} timesteps is better by {gain:.4f}, no more than '
                             f'{self._settings.score_margin:g}')
        if not self._has_dwelt(now_s):
            return present, (f'{best.timesteps} timesteps is better, waits for '
                             f'{self._settings.dwell_s:g} s since the last change')
        return best, f'best score {scores[best.timesteps]:.4f}, better by {gain:.4f}'

    def _settle(self, now_s: float, point: PointCost, reason: str, is_feasible: bool,
                weight: float, scores: dict[int, float]) -> Decision:
        """Remember the point and say it; one that needs more energy waits for dwell_s."""
        present = self._present
        is_urgent = present and self._is_in_time(point) and not self._is_in_time(present)
        if (present and point.energy_j > present.energy_j and not is_urgent
                and not self._has_dwelt(now_s)):
            reason = (f'{present.timesteps} timesteps stays for {self._settings.dwell_s:g} s; '
                      f'{reason}')
            point = present
        is_change = present is None or point.timesteps != present.timesteps
        if is_change:
            self._present = point
            self._changed_s = now_s
        return Decision(point.timesteps, reason, is_feasible, is_change, weight, scores)

    def _has_dwelt(self, now_s: float) -> bool:
        return now_s - self._changed_s >= self._settings.dwell_s

    def _measure_latency(self, now_s: float, latency_p95_s: float) -> None:
        is_settled = now_s - self._changed_s >= self._settings.settle_s
        if self._present is not None and is_settled and 0 < latency_p95_s < math.inf:
            self._latency_factor = latency_p95_s / self._basis[self._present.timesteps]

    def _limits(self, energy_j: float) -> Limits:
        settings = self._settings
        return Limits(self._full.accuracy - settings.accuracy_loss, settings.latency_target_s,
                      energy_j, self._latency_factor)

    def _allows(self, limits: Limits, point: PointCost, headroom: float = 0.0) -> bool:
        return limits.allow(point, self._basis[point.timesteps], headroom)

    def _is_in_time(self, point: PointCost) -> bool:
        """Return whether a point is expected to keep the latency target."""
        expected_s = self._latency_factor * self._basis[point.timesteps]
        return not expected_s > self._settings.latency_target_s

    def _energy_weight(self, soc: float) -> float:
        """Return eps."""
        settings = self._settings
        left = min(max((soc - settings.reserve_soc) / (1 - settings.reserve_soc), 0.0), 1.0)
        return settings.energy_weight * math.pow(1 - left, settings.energy_exponent)

    def _score(self, point: PointCost, weight: float) -> float:
        """Return S."""
        energy = point.energy_j / self._full.energy_j if self._full.energy_j > 0 else 0.0
        time = point.timesteps / self._full.timesteps
        return point.accuracy - (self._settings.latency_weight * time + weight * energy)

    def _safe_point(self) -> PointCost:
        wanted = self._settings.safe_timesteps
        if wanted is None:
            floor = self._full.accuracy - self._settings.accuracy_loss
            accurate = [point for point in self._points if point.accuracy >= floor]
            return min(accurate, key=lambda point: (point.energy_j, point.timesteps))
        for point in self._points:
            if point.timesteps == wanted:
                return point
        raise ConfigurationError('safe_timesteps', wanted, 'the timesteps of one of the points: '
                                 f'{", ".join(str(point.timesteps) for point in self._points)}')


def _best(points: Sequence[PointCost], scores: dict[int, float]) -> PointCost:
    """Return the point with the highest score, of equals the one with fewest timesteps."""
    return max(points, key=lambda point: (scores[point.timesteps], -point.timesteps))
