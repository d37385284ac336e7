# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The latency target is kept whenever a point can keep it: any battery, load, rate and points."""

from __future__ import annotations

from dataclasses import replace
import math

from hypothesis import given
from hypothesis import strategies as st
import pytest

from snn_agent.control import BatteryReading
from snn_agent.control import EnergyBudget
from snn_agent.control import PointCost
from snn_agent.control import Policy
from snn_agent.control import PolicySettings

NAN = math.nan

# a point for each number of timesteps: its other figures have no order at all
POINTS = st.lists(
    st.tuples(st.floats(0.5, 1), st.floats(1e-5, 1e-2), st.floats(1e-3, 0.5)),
    min_size=1, max_size=6).map(lambda rows: [
        PointCost(10 * (k + 1), *row) for k, row in enumerate(rows)])
SETTINGS = st.builds(
    PolicySettings, accuracy_loss=st.floats(0, 0.3), latency_target_s=st.floats(1e-3, 1),
    latency_weight=st.floats(0, 0.2), energy_weight=st.floats(0, 0.2),
    score_margin=st.floats(0, 0.1), headroom=st.floats(0, 0.5), dwell_s=st.floats(0, 60),
    settle_s=st.just(0.0))
BATTERY = st.one_of(
    st.builds(lambda soc, is_charging: BatteryReading(
        soc, True, is_charging, 3.7, -0.01, 0.02 * soc, 'percentage', 'ratio'),
        st.floats(0, 1), st.booleans()),
    st.just(BatteryReading(NAN, False, False, NAN, NAN, NAN, 'none', 'stale')))
# seconds to the next decision, battery, how many times slower than known, samples per second
STEP = st.tuples(
    st.floats(0, 30), BATTERY, st.floats(0.1, 10), st.one_of(st.just(NAN), st.floats(0.1, 100)))
STEPS = st.lists(STEP, min_size=1, max_size=30)
BUDGET = EnergyBudget(base_load_w=0.005)


def violations(policy, points, settings, steps):
    """
    Return the timesteps of every decision that breaks a target which a point would keep.

    The robot computes slower or faster from one decision to the next; the policy is told by the
    latency of the point that runs, as on a robot.
    """
    latency_s = {point.timesteps: point.latency_s for point in points}
    least = points[-1].accuracy - settings.accuracy_loss
    accurate = [point for point in points if point.accuracy >= least]
    now_s, factor, present, found = 0.0, 1.0, None, []
    for seconds, battery, slower, rate_hz in steps:
        now_s += seconds
        measured_s = NAN
        if present is not None:
            measured_s = slower * latency_s[present]
            factor = measured_s / latency_s[present]
        allowed_j = BUDGET.allowed_energy_j(
            battery.remaining_wh, battery.soc, 3600.0 - now_s, rate_hz)
        present = policy.decide(now_s, battery, measured_s, allowed_j).timesteps
        target_s = settings.latency_target_s
        can_be_kept = any(not factor * point.latency_s > target_s for point in accurate)
        if can_be_kept and factor * latency_s[present] > target_s:
            found.append(present)
    return found


@given(POINTS, SETTINGS, STEPS)
def test_the_latency_target_is_kept_whenever_a_point_can(points, settings, steps) -> None:
    assert violations(Policy(points, settings), points, settings, steps) == []


@given(POINTS, SETTINGS, STEPS, st.data())
def test_also_with_a_safe_point_that_was_asked_for(points, settings, steps, data) -> None:
    safe = data.draw(st.sampled_from([point.timesteps for point in points]))
    settings = replace(settings, safe_timesteps=safe)
    assert violations(Policy(points, settings), points, settings, steps) == []


class Blind(Policy):
    """A policy that does not listen to the measured latency."""

    def decide(self, now_s, reading, latency_p95_s=NAN, allowed_energy_j=NAN):
        """Decide on what is known beforehand."""
        return super().decide(now_s, reading, NAN, allowed_energy_j)


class Late(Policy):
    """A policy that lets every change wait for the dwell time."""

    def _settle(self, now_s, point, *rest):
        if self._present is not None and not self._has_dwelt(now_s):
            point = self._present
        return super()._settle(now_s, point, *rest)


@pytest.mark.parametrize('broken', [Blind, Late])
def test_a_broken_policy_is_caught(broken) -> None:
    points = [PointCost(50, 0.9, 1e-3, 0.01), PointCost(350, 0.91, 7e-3, 0.07)]
    settings = PolicySettings(latency_target_s=0.1, settle_s=0.0)
    full = BatteryReading(1.0, True, False, 3.7, -0.01, 0.02, 'percentage', 'ratio')
    steps = [(1.0, full, 1.0, NAN), (1.0, full, 5.0, NAN)]  # five times slower all at once
    assert violations(broken(points, settings), points, settings, steps) == [350]
    assert violations(Policy(points, settings), points, settings, steps) == []
