# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Operation counts times a device profile: modelled energy and latency."""

from __future__ import annotations

from dataclasses import dataclass
import math

from snn_agent.energy.device_profile import DeviceProfile
from snn_agent.engine.counts import OpCounts

__all__ = ['EnergyEstimate', 'modelled_energy', 'modelled_latency_s']


@dataclass(frozen=True, slots=True)
class EnergyEstimate:
    """
    Hold a modelled energy; it is never a measurement.

    :param total_j: joules, the sum over by_kind.
    :param by_kind: joules by name of the count.
    """

    total_j: float
    by_kind: dict[str, float]


def modelled_energy(counts: OpCounts, profile: DeviceProfile) -> EnergyEstimate:
    """
    Return the energy of counted operations, E = sum of count x energy per operation.

    The sum is over disjoint kinds: arithmetic and memory accesses are separate counts. Idle
    power and the rest of the board are not in it.

    :param counts: operations of one sample, or a mean over samples.
    :param profile: energy per operation.
    """
    by_kind = {name: count * profile.energy_j[name] for name, count in counts.as_dict().items()}
    return EnergyEstimate(math.fsum(by_kind.values()), by_kind)


def modelled_latency_s(counts: OpCounts, profile: DeviceProfile) -> float:
    """
    Return the time the counted operations take one after the other, in seconds.

    :returns: sum of count x cycles per operation / clock, NaN if the profile has no clock.
    """
    if not profile.cycles:
        return math.nan
    cycles = (count * profile.cycles[name] for name, count in counts.as_dict().items())
    return math.fsum(cycles) / profile.clock_hz
