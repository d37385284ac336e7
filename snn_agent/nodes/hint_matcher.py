# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Find out which decisions were right, from label hints that come before or after them."""

from __future__ import annotations

from collections import OrderedDict

__all__ = ['HintMatcher']


class HintMatcher:
    """
    Match decisions and label hints by the time stamp of their image, in either order.

    :param window: decisions and hints that wait for their counterpart, at most; the oldest is
        dropped first.
    """

    def __init__(self, window: int) -> None:
        self._window = window
        self._decisions: OrderedDict[int, tuple[str, int]] = OrderedDict()
        self._hints: OrderedDict[int, str] = OrderedDict()

    def decision(self, stamp_ns: int, label: str, timesteps: int) -> tuple[int, bool] | None:
        """
        Take a decision.

        :param stamp_ns: time stamp of the image.
        :param label: decided class name.
        :param timesteps: operating point that decided.
        :return: (timesteps, whether it was right), or None while the hint is missing.
        """
        hint = self._hints.pop(stamp_ns, None)
        if hint is not None:
            return timesteps, hint == label
        self._decisions[stamp_ns] = (label, timesteps)
        if len(self._decisions) > self._window:
            self._decisions.popitem(last=False)
        return None

    def hint(self, stamp_ns: int, label: str) -> tuple[int, bool] | None:
        """
        Take a hint; a stamp of 0 means the newest decision.

        :return: (timesteps, whether the decision was right), or None while it is missing.
        """
        if stamp_ns == 0:
            stamp_ns = next(reversed(self._decisions), 0)
        decision = self._decisions.pop(stamp_ns, None)
        if decision is not None:
            return decision[1], decision[0] == label
        self._hints[stamp_ns] = label
        if len(self._hints) > self._window:
            self._hints.popitem(last=False)
        return None
