# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the hard limits."""

from __future__ import annotations

import math

import pytest

from snn_agent.control.limits import Limits
from snn_agent.control.policy_settings import PointCost

POINT = PointCost(100, 0.9, 1.0)
BASIS = 2.0


@pytest.mark.parametrize(('limits', 'headroom', 'is_allowed'), [
    (Limits(0.9, 4.0, 1.0, 2.0), 0.0, True),
    (Limits(0.91, 4.0, 1.0, 2.0), 0.0, False),
    (Limits(0.9, 3.9, 1.0, 2.0), 0.0, False),
    (Limits(0.9, 4.0, 0.9, 2.0), 0.0, False),
    (Limits(0.9, 4.0, 1.2, 2.0), 0.1, False),
    (Limits(0.9, 4.5, 1.0, 2.0), 0.1, False),
    (Limits(0.9, 4.5, 1.2, 2.0), 0.1, True),
    (Limits(0.9, 1e-9, 1.0, math.nan), 0.0, True),  # nothing is known of the latency
    (Limits(0.9, math.inf, math.inf, 2.0), 0.5, True),
])
def test_allow(limits, headroom, is_allowed) -> None:
    assert limits.allow(POINT, BASIS, headroom) is is_allowed


POINTS = [PointCost(10, 0.5, 0.1), PointCost(50, 0.89, 0.5), PointCost(100, 0.9, 1.0)]
BASES = [10.0, 50.0, 100.0]


def test_accuracy_is_kept_before_energy() -> None:
    point, reason = Limits(0.88, math.inf, 0.01, math.nan).least_bad(POINTS, BASES)
    assert point.timesteps == 50
    assert '0.01 J' in reason and '0.5 J' in reason and '0.880' in reason


def test_accuracy_is_kept_before_latency() -> None:
    point, reason = Limits(0.88, 0.2, math.inf, 0.01).least_bad(POINTS, BASES)
    assert point.timesteps == 50
    assert 'latency target 0.2 s' in reason and '0.5 s' in reason


def test_latency_is_kept_before_energy() -> None:
    points = [PointCost(50, 0.89, 0.8), PointCost(100, 0.9, 0.5)]
    point, reason = Limits(0.88, 0.6, 0.1, 0.01).least_bad(points, [50.0, 100.0])
    assert point.timesteps == 50  # 100 timesteps would be cheaper, but too late
    assert 'within the latency target' in reason and '0.1 J' in reason
