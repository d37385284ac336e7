# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""How long a battery will last at the pace at which it has been emptying."""

from __future__ import annotations

from collections import deque
import math

__all__ = ['RemainingTime']

_SMALLEST_FALL = 0.01
"""Fall of the state of charge that must be seen; many robots report whole percents."""


class RemainingTime:
    """
    Extrapolate the state of charge to zero (own method).

    The pace is that of the last window_s seconds, so it needs neither a current nor a capacity,
    which many robots do not report, and it follows a simulated battery at any acceleration.

    :param window_s: time over which the pace is taken, in seconds.
    """

    def __init__(self, window_s: float = 300.0) -> None:
        self._window_s = window_s
        self._past: deque[tuple[float, float]] = deque()

    def update(self, now_s: float, soc: float) -> float:
        """
        Take a reading, one about every second.

        :param now_s: node time in seconds.
        :param soc: state of charge, 0..1; NaN or a rise starts afresh.
        :return: seconds until it is empty; NaN while the pace is unknown.
        """
        past = self._past
        if math.isnan(soc) or (past and (soc > past[-1][1] + _SMALLEST_FALL
                                         or now_s < past[-1][0])):
            past.clear()
        if math.isnan(soc):
            return math.nan
        past.append((now_s, soc))
        while now_s - past[0][0] > self._window_s:
            past.popleft()
        fall = past[0][1] - soc
        if fall < _SMALLEST_FALL:
            return math.nan
        return soc * (now_s - past[0][0]) / fall
