# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a trial found: what the training cost, and how the network did where it was measured."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from typing import Any

from snn_agent.engine import Model
from snn_agent.engine import OpCounts
from snn_agent.engine import OperatingPoint
from snn_agent.timestep.measure import energy_by_profile

__all__ = ['TrainingRecord', 'TrialResult']


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """
    Record what a training did.

    :param samples: samples shown, all passes together.
    :param represented_ratio: share of them that were shown more than once in a row.
    :param counts: mean operations per sample, re-presentations included.
    :param energy_modelled_j: joules per sample by device profile name (modelled).
    :param dead_neurons: neurons that answer to no labelled sample.
    :param theta_mean_mv: mean of the adaptive thresholds at the end.
    :param theta_max_mv: the largest of them.
    :param seconds_per_sample: wall time per sample shown, on the machine that trained.
    """

    samples: int
    represented_ratio: float
    counts: OpCounts
    energy_modelled_j: dict[str, float]
    dead_neurons: int
    theta_mean_mv: float
    theta_max_mv: float
    seconds_per_sample: float

    @classmethod
    def of(cls, model: Model, seconds_per_sample: float) -> TrainingRecord:
        """Read the record out of a model that has just been trained."""
        facts = model.provenance
        counts = OpCounts(**facts['mean_training_counts'])
        return cls(
            samples=facts['samples'],
            represented_ratio=facts['represented_samples'] / facts['samples'],
            counts=counts,
            energy_modelled_j=energy_by_profile(counts),
            dead_neurons=facts['dead_neurons'],
            theta_mean_mv=float(model.theta.mean()),
            theta_max_mv=float(model.theta.max()),
            seconds_per_sample=seconds_per_sample)


@dataclass(frozen=True, slots=True)
class TrialResult:
    """
    Hold what a trial found.

    :param training: what the training did.
    :param points: the trial's inference points, each with what was measured.
    """

    training: TrainingRecord
    points: tuple[OperatingPoint, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a JSON file."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TrialResult:
        """
        Build from what to_dict gave.

        :raises KeyError, TypeError, ValueError: if it is something else.
        """
        training = {**data['training']}
        training['counts'] = OpCounts(**training['counts'])
        points = tuple(OperatingPoint.from_dict(point) for point in data['points'])
        return cls(TrainingRecord(**training), points)
