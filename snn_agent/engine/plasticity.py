# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Learning rules as compiled functions on weights and traces.

``weights`` is float32[n_inputs, n] in millivolts.
"""

from __future__ import annotations

from numba import float32
import numpy as np
from numpy.typing import NDArray

from snn_agent.compiled import kernel

__all__ = ['TRACE_FLOOR', 'depress', 'normalise', 'potentiate']

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

TRACE_FLOOR = 1.0 / 1024.0
"""A postsynaptic trace below this counts as zero."""


@kernel
def depress(
    weights: Floats, channel: int, tracing: Ints, n_tracing: int, post_trace: Floats,
    rate: np.float32,
) -> None:
    """
    Lower the weights of an input that just spiked, for the neurons that fired before.

    :param tracing: int32[n], its first n_tracing entries are the neurons with a live trace.
    :param post_trace: float32[n], postsynaptic traces.
    :param rate: learning rate on presynaptic spikes.
    """
    row = weights[channel]
    for slot in range(n_tracing):
        neuron = tracing[slot]
        row[neuron] -= rate * post_trace[neuron] * row[neuron]


@kernel
def potentiate(
    weights: Floats, neuron: int, seen: Ints, n_seen: int, last_spike: Ints, step: int,
    trace: Floats, rate: np.float32, weight_max: np.float32,
) -> None:
    """
    Raise the weights of a neuron that just fired, by the traces of its inputs.

    :param seen: int32[n_inputs], its first n_seen entries are the inputs that have spiked.
    :param last_spike: int32[n_inputs], timestep of the last spike of each of them.
    :param trace: float32[timesteps], presynaptic trace over the time since a spike.
    :param rate: learning rate on postsynaptic spikes.
    """
    for slot in range(n_seen):
        channel = seen[slot]
        weight = weights[channel, neuron]
        weights[channel, neuron] = weight + (
            rate * trace[step - last_spike[channel]] * (weight_max - weight))


@kernel
def normalise(
    weights: Floats, neuron: int, weight_sum: np.float32, weight_max: np.float32,
) -> None:
    """Scale the weights of one neuron to add up to weight_sum, then cut them to weight_max."""
    total = float32(0.0)
    for channel in range(weights.shape[0]):
        total += weights[channel, neuron]
    if total > float32(0.0):
        scale = weight_sum / total
        for channel in range(weights.shape[0]):
            weights[channel, neuron] = min(weight_max, scale * weights[channel, neuron])
