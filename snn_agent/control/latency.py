# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""How long inferences took, against their deadline."""

from __future__ import annotations

from collections import deque
import math

from snn_agent.errors import ConfigurationError

__all__ = ['LatencyTracker']


class LatencyTracker:
    """
    Keep the newest latencies and count the missed deadlines.

    :param target_s: deadline in s above 0; infinity for none.
    :param window: number of latencies that the percentiles are taken over, 1 or more.
    :raises ConfigurationError: if a number is out of its limits.
    """

    def __init__(self, target_s: float, window: int = 1000) -> None:
        if not target_s > 0:
            raise ConfigurationError('target_s', target_s, 'seconds above 0, or infinity for none')
        if window < 1:
            raise ConfigurationError('window', window, 'a whole number, 1 or more')
        self._target_s = target_s
        self._latencies_s: deque[float] = deque(maxlen=window)
        self._misses = 0
        self._count = 0

    def add(self, latency_s: float) -> None:
        """Take in one latency in s; what is not a finite number of 0 or more is left out."""
        if not 0 <= latency_s < math.inf:
            return
        self._latencies_s.append(latency_s)
        self._count += 1
        self._misses += latency_s > self._target_s

    def clear_window(self) -> None:
        """
        Forget the latencies, not the counts.

        To be called when the operating point changes: percentiles over two points would be
        those of neither.
        """
        self._latencies_s.clear()

    def percentile_s(self, ratio: float) -> float:
        """
        Return the smallest latency that at least a share of the window does not exceed.

        :param ratio: share, above 0 up to 1.
        :returns: seconds, NaN while the window is empty.
        """
        if not self._latencies_s:
            return math.nan
        rank = math.ceil(ratio * len(self._latencies_s))
        return sorted(self._latencies_s)[rank - 1]

    @property
    def p50(self) -> float:
        """Return the median of the window in s."""
        return self.percentile_s(0.5)

    @property
    def p95(self) -> float:
        """Return the 95th percentile of the window in s."""
        return self.percentile_s(0.95)

    @property
    def p99(self) -> float:
        """Return the 99th percentile of the window in s."""
        return self.percentile_s(0.99)

    @property
    def misses(self) -> int:
        """Return how many latencies were above the target since the start."""
        return self._misses

    @property
    def count(self) -> int:
        """Return how many latencies came since the start."""
        return self._count
