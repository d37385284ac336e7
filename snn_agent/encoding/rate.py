# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Rate encoding: one value becomes spikes at a rate in proportion to it, here by random draws.

In every timestep each input spikes with probability ``value / 255 * max_rate * dt``,
independently of all others: a Bernoulli process, the usual discrete form of Poisson spikes.
A draw is a pure function of (seed, sample, presentation, input, timestep), so a longer window
begins with exactly the spikes of a shorter one.
"""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from typing import Any

from llvmlite import ir
from numba import njit
from numba import types
from numba import uint8
from numba import uint32
from numba import uint64
from numba.extending import intrinsic
import numpy as np
from numpy.typing import NDArray

from snn_agent.compiled import kernel
from snn_agent.encoding.buffers import EncodingBuffers
from snn_agent.encoding.philox import philox4x32
from snn_agent.errors import ConfigurationError

__all__ = ['PROBABILITY_STEPS', 'RateEncoding', 'encode_rate', 'seed_key']

PROBABILITY_STEPS = 65_536
"""Spike probabilities are multiples of 1 / 65536: two timesteps share a 32-bit draw."""


@dataclass(frozen=True, slots=True)
class RateEncoding:
    """
    Hold the constants of both rate encodings, Poisson and systematic.

    :param max_rate_hz: spike rate of the largest value (255), in hertz, > 0.
    :param dt_s: length of a timestep in seconds, > 0.
    :param max_presentations: how often a sample is shown while the network stays silent, 1..16.
    :param rate_step: growth of all rates at each further presentation, as a share of the
        first (Diehl and Cook 2015 raise the input intensity from 2 to 3, 4, ...: 0.5).
    """

    max_rate_hz: float = 128.0
    dt_s: float = 0.001
    max_presentations: int = 4
    rate_step: float = 0.5

    def __post_init__(self) -> None:
        """Check every limit."""
        for name in ('max_rate_hz', 'dt_s'):
            if not 0 < getattr(self, name) < float('inf'):
                raise ConfigurationError(name, getattr(self, name), 'a finite number above 0')
        if self.max_presentations not in range(1, 17):
            raise ConfigurationError(
                'max_presentations', self.max_presentations, 'a whole number, 1 to 16')
        if not 0 <= self.rate_step < float('inf'):
            raise ConfigurationError('rate_step', self.rate_step, 'a finite number, 0 or more')

    def thresholds(self, rate_scale: float = 1.0) -> NDArray[np.uint32]:
        """
        Tabulate the spike probability of every value.

        :param rate_scale: factor on all rates.
        :returns: uint32[max_presentations, 256], in units of 1 / 65536; 65536 always spikes.
        """
        growth = 1.0 + self.rate_step * np.arange(self.max_presentations)
        values = np.arange(256) / 255.0
        probability = np.outer(growth, values) * self.max_rate_hz * rate_scale * self.dt_s
        return np.minimum(np.rint(probability * PROBABILITY_STEPS), PROBABILITY_STEPS).astype(
            np.uint32)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a JSON file."""
        return asdict(self)


def seed_key(seed: int) -> tuple[np.uint32, np.uint32]:
    """
    Split a seed into the two words of the generator's key.

    :param seed: 0 <= seed < 2**64.
    :raises ConfigurationError: if the seed is out of this range.
    """
    if not 0 <= seed < 2**64:
        raise ConfigurationError('seed', seed, 'a whole number, 0 to 2**64 - 1')
    return np.uint32(seed & 0xFFFFFFFF), np.uint32(seed >> 32)


@intrinsic
def _trailing_zeros(typing_context: Any, word: Any) -> Any:
    """Count the zero bits below the lowest set bit of a uint64 that is not 0."""
    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.uint64(types.uint64), codegen


@njit(inline='always')
def _spikes(word: np.uint32, threshold: np.uint32) -> np.uint32:
    """Return bit 0 and bit 1 for the two 16-bit draws of a random word."""
    low = uint32(word & uint32(0xFFFF)) < threshold
    high = uint32(word >> uint32(16)) < threshold
    return uint32(low) | (uint32(high) << uint32(1))


@kernel
def _draw_input(
    channel: int, threshold: np.uint32, sample: np.uint32, presentation: np.uint32,
    key_0: np.uint32, key_1: np.uint32, bits: NDArray[np.uint8],
) -> None:
    """Draw all timesteps of one input: bit k of bits[b] is timestep 8 b + k."""
    for block in range(bits.shape[0]):
        w0, w1, w2, w3 = philox4x32(
            uint32(block), uint32(channel), sample, presentation, key_0, key_1)
        bits[block] = uint8(
            _spikes(w0, threshold) | (_spikes(w1, threshold) << uint32(2))
            | (_spikes(w2, threshold) << uint32(4)) | (_spikes(w3, threshold) << uint32(6)))


@kernel
def _clear_tail(words: NDArray[np.uint64], timesteps: int) -> None:
    """Clear the bits past the last timestep."""
    rest = timesteps % 64
    if rest:
        words[-1] &= (uint64(1) << uint64(rest)) - uint64(1)


@kernel
def encode_rate(
    values: NDArray[np.uint8], thresholds: NDArray[np.uint32], timesteps: int,
    sample: np.uint32, presentation: np.uint32, key_0: np.uint32, key_1: np.uint32,
    buffers: EncodingBuffers,
) -> int:
    """
    Encode one sample into buffers.step_offsets and buffers.spike_index, in rising order of input.

    :param values: uint8[n_inputs].
    :param thresholds: uint32[256], see RateEncoding.thresholds.
    :param timesteps: the number for which the buffers were made.
    :param sample, presentation, key_0, key_1: uint32, counter and key of the generator.
    :returns: the number of inputs that can spike.
    """
    active, bits, cursor = buffers.active, buffers.bits, buffers.cursor
    step_offsets, spike_index = buffers.step_offsets, buffers.spike_index
    n_active = 0
    cursor[:] = 0
    for channel in range(values.shape[0]):
        threshold = thresholds[values[channel]]
        if threshold > 0:
            active[n_active] = channel
            row = bits[n_active]
            _draw_input(channel, threshold, sample, presentation, key_0, key_1, row)
            words = row.view(np.uint64)
            _clear_tail(words, timesteps)
            for q in range(words.shape[0]):
                word = words[q]
                while word:
                    cursor[64 * q + _trailing_zeros(word)] += 1
                    word &= word - uint64(1)
            n_active += 1
    step_offsets[0] = 0
    for step in range(timesteps):
        step_offsets[step + 1] = step_offsets[step] + cursor[step]
        cursor[step] = step_offsets[step]
    for slot in range(n_active):
        words = bits[slot].view(np.uint64)
        channel = active[slot]
        for q in range(words.shape[0]):
            word = words[q]
            while word:
                step = 64 * q + _trailing_zeros(word)
                spike_index[cursor[step]] = channel
                cursor[step] += 1
                word &= word - uint64(1)
    return n_active
