# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The memory in which a sample is encoded."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from snn_agent.errors import ConfigurationError

__all__ = ['EncodingBuffers']


class EncodingBuffers(NamedTuple):
    """Arrays that one encoder writes; made once, used for every sample."""

    active: NDArray[np.int32]
    """int32[n_inputs]: the inputs that can spike at all."""
    bits: NDArray[np.uint8]
    """uint8[n_inputs, 8 * words]: spikes of each active input, one bit per timestep (Poisson)."""
    cursor: NDArray[np.int32]
    """int32[64 * words]: where the next spike of a timestep goes (Poisson)."""
    rates: NDArray[np.uint32]
    """uint32[n_inputs]: spike probability of each active input in 1 / 65536 (systematic)."""
    step_offsets: NDArray[np.int32]
    """int32[timesteps + 1]: the spikes of timestep t start at step_offsets[t]."""
    spike_index: NDArray[np.int32]
    """int32[n_inputs * timesteps]: the inputs that spike, with room for every possible spike."""

    @classmethod
    def make(cls, n_inputs: int, timesteps: int) -> EncodingBuffers:
        """
        Allocate for samples of n_inputs values and a number of timesteps.

        :raises ConfigurationError: if there is no timestep, or spikes could not be numbered by
            an int32.
        """
        if timesteps < 1:
            raise ConfigurationError('timesteps', timesteps, 'a whole number of 1 or more')
        if n_inputs * timesteps >= 2**31:
            raise ConfigurationError(
                'inputs x timesteps', n_inputs * timesteps, f'less than {2**31}')
        words = -(-timesteps // 64)
        return cls(
            np.zeros(n_inputs, np.int32), np.zeros((n_inputs, 8 * words), np.uint8),
            np.zeros(64 * words, np.int32), np.zeros(n_inputs, np.uint32),
            np.zeros(timesteps + 1, np.int32),
            np.zeros(n_inputs * timesteps, np.int32))
