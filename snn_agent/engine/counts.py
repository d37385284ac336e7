# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Exact numbers of operations, counted inside the kernels."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

__all__ = ['OpCounts']


@dataclass(frozen=True, slots=True)
class OpCounts:
    """
    Count what the network did for one sample, or on average over many.

    All fields are numbers of operations; a mean over samples may be fractional. The order of
    the fields is the order of the array that the kernels fill.
    """

    timesteps: float = 0
    """Timesteps computed, re-presentations included."""
    input_spikes: float = 0
    """Input spikes delivered to the layer."""
    output_spikes: float = 0
    """Spikes of the layer's neurons."""
    synaptic_operations: float = 0
    """Additions of one weight to one membrane potential (input spikes x neurons)."""
    inhibition_operations: float = 0
    """Subtractions of the lateral inhibition from one membrane potential."""
    neuron_updates: float = 0
    """Membrane updates: one multiplication and one addition each."""
    threshold_comparisons: float = 0
    """Comparisons of a membrane potential with its threshold."""
    weight_depressions: float = 0
    """Weights lowered by the learning rule."""
    weight_potentiations: float = 0
    """Weights raised by the learning rule."""
    weight_normalisations: float = 0
    """Weights rescaled by the normalisation."""
    threshold_updates: float = 0
    """Changes of an adaptive threshold, its decay included."""
    weight_reads: float = 0
    """Reads of one weight from memory."""
    weight_writes: float = 0
    """Writes of one weight to memory."""
    state_reads: float = 0
    """
    Reads of a potential (by leak, comparison, input, inhibition), threshold, trace or, with
    update windows, spike count of an input.
    """
    state_writes: float = 0
    """
    Writes of a potential (by leak, input, inhibition, reset), threshold or, with update windows,
    spike count of an input.
    """
    random_draws: float = 0
    """Random numbers compared with a spike probability, or drawn as a phase (systematic)."""
    encoding_additions: float = 0
    """Additions of a spike probability to the systematic encoding's sum, comparison included."""

    def __add__(self, other: OpCounts) -> OpCounts:
        """Add field by field."""
        if not isinstance(other, OpCounts):
            return NotImplemented
        return OpCounts(*(a + b for a, b in zip(self.as_tuple(), other.as_tuple())))

    def scaled(self, factor: float) -> OpCounts:
        """Return every count times a factor, for example 1 / samples for a mean."""
        return OpCounts(*(a * factor for a in self.as_tuple()))

    def as_tuple(self) -> tuple[float, ...]:
        """Return the counts in the order of the fields."""
        return tuple(getattr(self, name) for name in COUNT_NAMES)

    def as_dict(self) -> dict[str, float]:
        """Return the counts by name."""
        return asdict(self)

    @classmethod
    def from_array(cls, counts: NDArray[np.int64]) -> OpCounts:
        """Build from the int64 array that a kernel filled."""
        return cls(*counts.tolist())


COUNT_NAMES: tuple[str, ...] = tuple(f.name for f in fields(OpCounts))
