# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the latency tracker."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.control import LatencyTracker
from snn_agent.errors import ConfigurationError


def tracker(*latencies: float, target_s: float = 0.1, window: int = 1000) -> LatencyTracker:
    """Return a tracker that has seen some latencies."""
    made = LatencyTracker(target_s, window)
    for latency in latencies:
        made.add(latency)
    return made


def test_empty() -> None:
    empty = tracker()
    assert all(math.isnan(value) for value in (empty.p50, empty.p95, empty.p99))
    assert (empty.count, empty.misses) == (0, 0)


def test_percentiles_of_one_to_hundred() -> None:
    full = tracker(*[k / 1000 for k in range(100, 0, -1)])
    assert (full.p50, full.p95, full.p99) == (0.050, 0.095, 0.099)


def test_misses_are_above_the_target() -> None:
    assert tracker(0.05, 0.1, 0.1000001, 0.5).misses == 2
    assert tracker(1e9, target_s=math.inf).misses == 0


def test_window_forgets_and_counts_do_not() -> None:
    moved = tracker(1.0, 1.0, 0.01, 0.02, 0.03, window=3)
    assert (moved.p50, moved.p99) == (0.02, 0.03)
    assert (moved.count, moved.misses) == (5, 2)


def test_clear_window() -> None:
    cleared = tracker(1.0, 1.0)
    cleared.clear_window()
    assert math.isnan(cleared.p95)
    assert (cleared.count, cleared.misses) == (2, 2)
    cleared.add(0.01)
    assert cleared.p95 == 0.01


@pytest.mark.parametrize('latency', [math.nan, math.inf, -1e-9])
def test_unusable_latencies_are_left_out(latency) -> None:
    assert tracker(latency).count == 0
    assert math.isnan(tracker(latency).p50)


@pytest.mark.parametrize(('target_s', 'window'), [(0.0, 1), (-1.0, 1), (math.nan, 1), (0.1, 0)])
def test_refuses(target_s, window) -> None:
    with pytest.raises(ConfigurationError):
        LatencyTracker(target_s, window)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=200), st.integers(1, 50))
def test_agrees_with_numpy(latencies, window) -> None:
    made = tracker(*latencies, window=window)
    kept = latencies[-window:]
    for ratio, value in ((0.5, made.p50), (0.95, made.p95), (0.99, made.p99)):
        assert value == np.quantile(kept, ratio, method='inverted_cdf')
    assert made.misses == sum(latency > 0.1 for latency in latencies)
