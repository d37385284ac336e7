# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The membrane potentials of a layer: what a timestep adds, and which neuron fires."""

from __future__ import annotations

from numba import float32
from numba import int32
import numpy as np
from numpy.typing import NDArray

from snn_agent.compiled import kernel

__all__ = ['integrate', 'nearest_neuron', 'winner_of']

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@kernel
def integrate(
    potential: Floats, weights: Floats, index: Ints, start: int, stop: int, leak: np.float32,
) -> None:
    """
    Leak, then add one row of weights per input spike, in the order of the spikes.

    :param potential: float32[n], mV, changed.
    :param weights: float32[n_inputs, n], mV.
    :param index: int32, the inputs that spike; those of this timestep are index[start:stop].
    :param leak: factor of the potentials.
    """
    n = potential.shape[0]
    for j in range(n):
        potential[j] *= leak
    k = start
    while k + 4 <= stop:
        a = weights[index[k]]
        b = weights[index[k + 1]]
        c = weights[index[k + 2]]
        d = weights[index[k + 3]]
        for j in range(n):
            potential[j] = (((potential[j] + a[j]) + b[j]) + c[j]) + d[j]
        k += 4
    while k < stop:
        a = weights[index[k]]
        for j in range(n):
            potential[j] += a[j]
        k += 1


@kernel
def winner_of(potential: Floats, gap: Floats) -> int:
    """
    Return the neuron furthest above its threshold, the lowest numbered of equals, or -1.

    :param potential: float32[n], mV.
    :param gap: float32[n], threshold of each neuron above rest, mV.
    """
    crossed = int32(0)
    for j in range(potential.shape[0]):
        crossed += int32(1) if potential[j] >= gap[j] else int32(0)
    return nearest_neuron(potential, gap) if crossed > 0 else -1


@kernel
def nearest_neuron(potential: Floats, gap: Floats) -> int:
    """
    Return the neuron furthest above its threshold or least below, the lowest numbered of equals.

    :param potential, gap: see winner_of.
    """
    nearest = 0
    best = float32(-np.inf)
    for j in range(potential.shape[0]):
        above = potential[j] - gap[j]
        if above > best:
            best = above
            nearest = j
    return nearest
