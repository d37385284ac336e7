# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The spikes of one sample, sparse and sorted by timestep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snn_agent.errors import ConfigurationError

__all__ = ['SpikeTrain']


@dataclass(frozen=True, slots=True)
class SpikeTrain:
    """
    Hold the input spikes of one sample.

    The same layout feeds the compiled kernels and every later target: the spikes of
    timestep ``t`` are ``index[step_offsets[t]:step_offsets[t + 1]]``, in rising order of input.

    :param step_offsets: int32[timesteps + 1], starts with 0, never falls.
    :param index: int32[n], the input that spiked, 0 <= index < n_inputs.
    :param n_inputs: number of input channels.
    :param dt_s: length of a timestep in seconds, > 0.
    :raises ConfigurationError: if the arrays do not describe such a spike train.
    """

    step_offsets: NDArray[np.int32]
    index: NDArray[np.int32]
    n_inputs: int
    dt_s: float

    def __post_init__(self) -> None:
        """Check every rule of the layout."""
        if not self.n_inputs >= 1:
            raise ConfigurationError('n_inputs', self.n_inputs, 'a whole number of 1 or more')
        if not 0 < self.dt_s < float('inf'):
            raise ConfigurationError('dt_s', self.dt_s, 'a finite time above 0 s')
        for name in ('step_offsets', 'index'):
            array = getattr(self, name)
            if array.dtype != np.int32 or array.ndim != 1:
                raise ConfigurationError(
                    name, f'{array.dtype}{list(array.shape)}', 'one row of int32')
        offsets = self.step_offsets
        if len(offsets) < 1 or offsets[0] != 0 or np.any(np.diff(offsets) < 0):
            raise ConfigurationError('step_offsets', offsets, 'a rising row that starts with 0')
        if offsets[-1] != len(self.index):
            raise ConfigurationError(
                'step_offsets[-1]', int(offsets[-1]), f'the number of spikes, {len(self.index)}')
        self._check_index()

    def _check_index(self) -> None:
        """Check that the inputs of each timestep rise and exist."""
        if not len(self.index):
            return
        if not 0 <= self.index.min() <= self.index.max() < self.n_inputs:
            raise ConfigurationError(
                'index', (int(self.index.min()), int(self.index.max())),
                f'inputs between 0 and {self.n_inputs - 1}')
        falls = np.diff(self.index, prepend=-1) <= 0
        falls[self.step_offsets[self.step_offsets < len(self.index)]] = False
        if falls.any():
            raise ConfigurationError(
                'index', int(self.index[falls.argmax()]), 'inputs that rise within a timestep')

    @property
    def timesteps(self) -> int:
        """Return the number of timesteps."""
        return len(self.step_offsets) - 1

    @property
    def n_spikes(self) -> int:
        """Return the number of spikes in the whole sample."""
        return len(self.index)

    def dense(self) -> NDArray[np.bool_]:
        """Return the spikes as a new bool[timesteps, n_inputs] array (for training and plots)."""
        out = np.zeros((self.timesteps, self.n_inputs), dtype=np.bool_)
        steps = np.repeat(np.arange(self.timesteps), np.diff(self.step_offsets))
        out[steps, self.index] = True
        return out

    @classmethod
    def from_dense(cls, spikes: NDArray[np.bool_], dt_s: float) -> SpikeTrain:
        """
        Build a spike train from a dense array.

        :param spikes: bool[timesteps, n_inputs].
        :param dt_s: length of a timestep in seconds.
        """
        steps, index = np.nonzero(spikes)
        counts = np.bincount(steps, minlength=spikes.shape[0])
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return cls(offsets, index.astype(np.int32), spikes.shape[1], dt_s)
