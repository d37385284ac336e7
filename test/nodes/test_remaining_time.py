# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""How long the battery lasts at its present pace."""

from __future__ import annotations

import math

import pytest

from snn_agent.nodes.remaining_time import RemainingTime


def run(remaining, readings):
    return [remaining.update(time_s, soc) for time_s, soc in readings]


def test_a_steady_fall_is_extrapolated_to_zero():
    values = run(RemainingTime(), [(t, 1.0 - t / 200) for t in range(100)])
    assert values[-1] == pytest.approx(200 - 99)


def test_nothing_is_said_before_the_fall_can_be_seen():
    values = run(RemainingTime(), [(t, 1.0 - t / 1000) for t in range(10)])
    assert all(math.isnan(value) for value in values)


def test_the_pace_is_that_of_the_window():
    slow = [(t, 1.0 - t / 1000) for t in range(100)]
    fast = [(100 + t, 0.9 - t / 100) for t in range(31)]
    assert run(RemainingTime(window_s=30.0), slow + fast)[-1] == pytest.approx(60, abs=1)


@pytest.mark.parametrize('interruption', [(50, math.nan), (50, 0.99), (3, 0.5)])
def test_unknown_charging_and_a_clock_that_jumps_start_afresh(interruption):
    remaining = RemainingTime()
    run(remaining, [(t, 1.0 - t / 100) for t in range(50)])
    assert math.isnan(remaining.update(*interruption))
