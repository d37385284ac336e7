# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The figures of a latency measurement: round trips, drops, memory of the agent."""

from __future__ import annotations

from array import array
import math
import os
from pathlib import Path

import numpy as np

from snn_agent.errors import ConfigurationError

__all__ = ['LatencyProbeCore', 'resident_bytes']

_QUANTILES = {'latency_p50_s': 0.5, 'latency_p90_s': 0.9, 'latency_p99_s': 0.99,
              'latency_max_s': 1.0}


class LatencyProbeCore:
    """Match answers with what was sent; times are of a monotonic clock, in seconds."""

    def __init__(self) -> None:
        self.sent = 0
        self._open: dict[int, float] = {}
        self._round_trips_s = array('d')
        self._resident: list[int] = []

    @property
    def received(self) -> int:
        """Return the number of images that were answered."""
        return len(self._round_trips_s)

    def send(self, stamp_ns: int, time_s: float) -> None:
        """Note that an image left."""
        self.sent += 1
        self._open[stamp_ns] = time_s

    def receive(self, stamp_ns: int, time_s: float) -> None:
        """Note that the answer to an image came; an unknown stamp is not ours."""
        sent_s = self._open.pop(stamp_ns, None)
        if sent_s is not None:
            self._round_trips_s.append(time_s - sent_s)

    def add_memory(self, resident: int) -> None:
        """Note the resident memory of the agent in bytes."""
        self._resident.append(resident)

    def report(self) -> dict[str, object]:
        """Return the figures; keys carry their units, what is not known is NaN."""
        trips = np.frombuffer(self._round_trips_s) if self._round_trips_s else np.array([math.nan])
        figures: dict[str, object] = {
            'sent': self.sent, 'received': self.received, 'dropped': self.sent - self.received}
        figures.update({name: float(np.quantile(trips, q)) for name, q in _QUANTILES.items()})
        if self._resident:
            figures.update({
                'agent_memory_first_bytes': self._resident[0],
                'agent_memory_last_bytes': self._resident[-1],
                'agent_memory_max_bytes': max(self._resident)})
        return figures


def resident_bytes(process_id: int) -> int:
    """
    Return the resident memory of a process (Linux).

    :raises ConfigurationError: if there is no such process.
    """
    try:
        pages = int(Path(f'/proc/{process_id}/statm').read_text(encoding='ascii').split()[1])
    except (OSError, ValueError, IndexError) as error:
        raise ConfigurationError(
            'agent.pid', process_id, 'the id of a process that runs') from error
    return pages * os.sysconf('SC_PAGE_SIZE')
