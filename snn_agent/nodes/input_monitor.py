# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Count what comes in and what had to be refused."""

from __future__ import annotations

import math

from snn_agent.nodes.health import Health
from snn_agent.nodes.health import ok
from snn_agent.nodes.health import warn
from snn_agent.nodes.records import RecordValue

__all__ = ['InputMonitor']


class InputMonitor:
    """
    Watch an input: how many samples, at what rate, how many unusable and why.

    :param name: what a sample is, in the plural, for the messages.
    :param timeout_s: time without a sample after which the input counts as lost.
    """

    def __init__(self, name: str, timeout_s: float) -> None:
        self.accepted = 0
        self.refused = 0
        self._name = name
        self._timeout_s = timeout_s
        self._last_s = math.nan
        self._last_refusal = ''
        self._last_refusal_s = math.nan
        self._reported = (math.nan, 0)

    def start(self, now_s: float) -> None:
        """Expect samples from now on."""
        self._last_s = now_s
        self._reported = (now_s, self.accepted)

    def accept(self, now_s: float) -> None:
        """Count a sample that was used."""
        self.accepted += 1
        self._last_s = now_s

    def refuse(self, reason: str, now_s: float) -> None:
        """Count a sample that cannot be used; the reason names value and limit."""
        self.refused += 1
        self._last_refusal = reason
        self._last_refusal_s = now_s
        self._last_s = now_s

    def health(self, now_s: float) -> Health:
        """Return the state of the input since the last call."""
        since_s, accepted = self._reported
        span_s = now_s - since_s
        rate_hz = (self.accepted - accepted) / span_s if span_s > 0 else math.nan
        self._reported = (now_s, self.accepted)
        age_s = now_s - self._last_s
        values: dict[str, RecordValue] = {
            'Accepted': self.accepted, 'Refused': self.refused, 'Rate (Hz)': round(rate_hz, 3),
            'Age (s)': round(age_s, 3), 'Last refusal': self._last_refusal}
        if now_s - self._last_refusal_s < self._timeout_s:
            return warn(f'{self._name} refused: {self._last_refusal}', values)
        if not age_s <= self._timeout_s:
            return warn(f'no {self._name} within {self._timeout_s:g} s', values)
        return ok(f'{self._name} arrive', values)
