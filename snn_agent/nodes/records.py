# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Plain records of what travels in DiagnosticArray messages: values by key, as text and back.

Text form of a value: ``repr`` of a number (a float is restored bit by bit), ``true`` and
``false``, ``nan`` for a missing measurement, text as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
import math

from snn_agent.engine.counts import COUNT_NAMES
from snn_agent.engine.counts import OpCounts
from snn_agent.engine.operating_point import OperatingPoint
from snn_agent.engine.result import Result

__all__ = ['format_value', 'PointRecord', 'RecordValue', 'ResultRecord']

RecordValue = bool | int | float | str


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """
    Hold what the agent says about one image.

    :param label: decided class name; empty if the network stayed silent.
    :param confidence: score of that class, 0..1.
    :param operating_point: timesteps of the operating point that was in force.
    :param timesteps: timesteps computed, with early exit and re-presentations.
    :param presentations: how often the image was shown.
    :param latency_s: from the start of the callback to publishing, in seconds (measured).
    :param engine_latency_s: of it, the computation of the network.
    :param sample: number of the image since the node was configured.
    :param learned: whether the weights were allowed to change.
    :param counts: operations.
    """

    label: str
    confidence: float
    operating_point: int
    timesteps: int
    presentations: int
    latency_s: float
    engine_latency_s: float
    sample: int
    learned: bool
    counts: OpCounts

    @classmethod
    def of(
        cls, result: Result, *, operating_point: int, sample: int, learned: bool, latency_s: float
    ) -> ResultRecord:
        """Build from the engine's result and what only the node knows."""
        return cls(
            result.label, float(result.confidence), operating_point, result.timesteps,
            result.presentations, latency_s, result.latency_s, sample, learned, result.counts)

    def to_values(self) -> dict[str, str]:
        """Return key and text of every value; counts are prefixed with ``count.``."""
        values: dict[str, RecordValue] = {
            name: getattr(self, name) for name in _RESULT_FIELDS}
        values.update(_count_values(self.counts))
        return {name: format_value(value) for name, value in values.items()}

    @classmethod
    def from_values(cls, values: Mapping[str, str]) -> ResultRecord:
        """
        Build from what to_values gave.

        :raises KeyError, ValueError: if a value is missing or no number.
        """
        return cls(
            values['label'],
            float(values['confidence']),
            int(values['operating_point']),
            int(values['timesteps']),
            int(values['presentations']),
            float(values['latency_s']),
            float(values['engine_latency_s']),
            int(values['sample']),
            values['learned'] == 'true',
            _counts_from(values))


@dataclass(frozen=True, slots=True)
class PointRecord:
    """
    Hold what a controller must know about an operating point.

    :param timesteps: timesteps per presentation.
    :param accuracy: share of right labels, 0..1; NaN if it was never measured.
    :param samples: number of samples of that measurement.
    :param latency_s: time per sample on the machine that measured, in seconds; NaN if unknown.
    :param counts: mean operations per sample; None if never measured.
    """

    timesteps: int
    accuracy: float = math.nan
    samples: int = 0
    latency_s: float = math.nan
    counts: OpCounts | None = field(default=None)

    @classmethod
    def of(cls, point: OperatingPoint) -> PointRecord:
        """Build from an operating point of a model."""
        measured = point.measured
        if measured is None:
            return cls(point.timesteps)
        return cls(point.timesteps, measured.accuracy, measured.samples, measured.latency_s,
                   measured.counts)

    def to_values(self) -> dict[str, str]:
        """Return key and text of every value."""
        values: dict[str, RecordValue] = {
            name: getattr(self, name)
            for name in ('timesteps', 'accuracy', 'samples', 'latency_s')}
        if self.counts is not None:
            values.update(_count_values(self.counts))
        return {name: format_value(value) for name, value in values.items()}

    @classmethod
    def from_values(cls, values: Mapping[str, str]) -> PointRecord:
        """
        Build from what to_values gave.

        :raises KeyError, ValueError: if a value is missing or no number.
        """
        is_measured = f'count.{COUNT_NAMES[0]}' in values
        return cls(
            int(values['timesteps']),
            float(values['accuracy']),
            int(values['samples']),
            float(values['latency_s']),
            _counts_from(values) if is_measured else None)


def format_value(value: RecordValue) -> str:
    """Return the text of a value; a float keeps every bit."""
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, int):
        return repr(int(value))
    return value if isinstance(value, str) else repr(float(value))


def _count_values(counts: OpCounts) -> dict[str, RecordValue]:
    return {f'count.{name}': value for name, value in counts.as_dict().items()}


def _counts_from(values: Mapping[str, str]) -> OpCounts:
    return OpCounts(**{name: float(values[f'count.{name}']) for name in COUNT_NAMES})


_RESULT_FIELDS = (
    'label', 'confidence', 'operating_point', 'timesteps', 'presentations', 'latency_s',
    'engine_latency_s', 'sample', 'learned')
