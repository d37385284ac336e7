# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Systematic encoding: in every timestep the inputs that spike are a systematic sample of all.

The rates are those of the rate encoding, the draws are not independent: in a timestep the
probabilities of the inputs are added up in order, from a phase on, and an input spikes whenever
the sum passes a whole number. Statistics knows this as systematic sampling with unequal
probabilities (Madow, Annals of Mathematical Statistics, 1949). From one timestep to the next the
phase moves by the golden ratio's fraction, the step that spreads points most evenly, so that time
and sum form a rank-1 lattice; the first phase is random. (The combination is our own design.)

- Over all phases an input with probability p spikes with probability p in every timestep.
- The spikes of a timestep differ from the sum of all probabilities by less than 1.
- The spikes of one input over T timesteps differ from p T by less than 2 for T up to 14, 3 up to
  158, 4 up to 401 and 9 up to 10,000, whatever the phase and the other inputs (the largest
  discrepancy of the phases over all arcs of the circle). For independent draws the variance
  is p (1 - p) T.
- A phase depends on the timestep only: a longer window begins with the spikes of a shorter one.

So a short window carries the image with much less noise than the same number of random spikes.
"""

from __future__ import annotations

from numba import uint32
from numba import uint64
import numpy as np
from numpy.typing import NDArray

from snn_agent.compiled import kernel
from snn_agent.encoding.buffers import EncodingBuffers
from snn_agent.encoding.philox import philox4x32
from snn_agent.encoding.rate import PROBABILITY_STEPS

__all__ = ['encode_systematic', 'PHASE_STEP']

PHASE_STEP = 40_503
"""Step of the phase in 1 / 65536: the golden ratio's fraction, (sqrt(5) - 1) / 2."""

_FRACTION = PROBABILITY_STEPS - 1
"""The bits of the sum below a whole number."""
_FRACTION_BITS = PROBABILITY_STEPS.bit_length() - 1
_PHASE_BLOCK = 0xFFFFFFFF
"""First word of the phase's counter: no window is so long that encode_rate gets there."""


@kernel
def _list_active(
    values: NDArray[np.uint8], thresholds: NDArray[np.uint32], active: NDArray[np.int32],
    rates: NDArray[np.uint32],
) -> int:
    """Keep the inputs that can spike and their probabilities; return how many."""
    n_active = 0
    for channel in range(values.shape[0]):
        rate = thresholds[values[channel]]
        if rate > 0:
            active[n_active] = channel
            rates[n_active] = rate
            n_active += 1
    return n_active


@kernel
def encode_systematic(
    values: NDArray[np.uint8], thresholds: NDArray[np.uint32], timesteps: int,
    sample: np.uint32, presentation: np.uint32, key_0: np.uint32, key_1: np.uint32,
    buffers: EncodingBuffers,
) -> int:
    """
    Encode one sample into buffers.step_offsets and buffers.spike_index, in rising order of input.

    Every input is written and kept only if it spikes: there is no branch for the processor to
    guess.

    :param values: uint8[n_inputs].
    :param thresholds: uint32[256], see RateEncoding.thresholds.
    :param timesteps: the number for which the buffers were made.
    :param sample, presentation, key_0, key_1: uint32, counter and key of the generator.
    :returns: the number of inputs that can spike.
    """
    active, rates = buffers.active, buffers.rates
    step_offsets, spike_index = buffers.step_offsets, buffers.spike_index
    n_active: int = _list_active(values, thresholds, active, rates)
    word, _, _, _ = philox4x32(
        uint32(_PHASE_BLOCK), uint32(0), sample, presentation, key_0, key_1)
    phase = uint32(word & uint32(_FRACTION))
    end = uint64(0)
    step_offsets[0] = 0
    for step in range(timesteps):
        total = phase
        for slot in range(uint64(n_active)):
            total = uint32(total + rates[slot])
            spike_index[end] = active[slot]
            end += uint64(total >> uint32(_FRACTION_BITS))
            total = uint32(total & uint32(_FRACTION))
        step_offsets[step + 1] = end
        phase = uint32((phase + uint32(PHASE_STEP)) & uint32(_FRACTION))
    return n_active
