# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
How the learning rules of engine.rules follow the timesteps of a presentation.

PairStdp changes weights at every spike. WindowedStdp only keeps account of the spikes, and
changes weights when an update window ends: each neuron that fired in it learns once, each other
neuron with a live trace forgets once.
"""

from __future__ import annotations

from typing import NamedTuple

from numba import float32
import numpy as np
from numpy.typing import NDArray

from snn_agent.compiled import kernel
from snn_agent.engine.plasticity import depress
from snn_agent.engine.plasticity import potentiate
from snn_agent.engine.plasticity import TRACE_FLOOR

__all__ = [
    'DEPRESSIONS', 'POTENTIATIONS', 'STATE_READS', 'STATE_WRITES', 'Learning', 'Traces',
    'count_inputs', 'depress_step', 'end_window', 'learn_output', 'note_inputs',
    'start_presentation', 'window_ends']

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_MOST_INPUT, _MOST_OUTPUT, DEPRESSIONS, POTENTIATIONS, STATE_READS, STATE_WRITES = range(6)
"""Places in Traces.tally."""


class Learning(NamedTuple):
    """What learning obeys at one operating point, per timestep."""

    window: int
    """Timesteps of an update window; 0 learns at every spike."""
    rate_pre: np.float32
    rate_post: np.float32
    spikes_per_step: np.float32
    pre_trace: Floats
    """float32[timesteps]: presynaptic trace by timesteps since the spike."""
    post_leak: np.float32
    """Factor on postsynaptic traces: per window, or per timestep without windows."""
    theta_step: np.float32
    theta_leak: np.float32
    """Factor on theta over a whole presentation."""
    weight_max: np.float32
    weight_sum: np.float32


class Traces(NamedTuple):
    """What learning remembers of one presentation."""

    last_spike: Ints
    """int32[n_inputs]: timestep of the last spike of each input, -1 before the first."""
    input_spikes: Ints
    """int32[n_inputs]: spikes of each input, counted for windows only."""
    seen: Ints
    """int32[n_inputs]: list of the inputs that have spiked; its length is called n_seen."""
    last_fired: Ints
    """int32[n]: timestep of the last spike of each neuron with a trace, kept for windows only."""
    tracing: Ints
    """int32[n]: list of the neurons with a live trace; its length is called n_tracing."""
    post_trace: Floats
    tally: NDArray[np.int64]
    """int64[6]: largest spike counts of an input and a neuron, operations of learning."""

    @classmethod
    def make(cls, n_inputs: int, n: int) -> Traces:
        """Allocate for a layer."""
        return cls(
            np.zeros(n_inputs, np.int32), np.zeros(n_inputs, np.int32),
            np.zeros(n_inputs, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32),
            np.zeros(n, np.float32), np.zeros(6, np.int64))


@kernel
def start_presentation(traces: Traces) -> None:
    """Forget the presentation before."""
    traces.last_spike[:] = -1
    traces.input_spikes[:] = 0
    traces.post_trace[:] = float32(0.0)
    traces.tally[:] = 0


@kernel
def depress_step(
    weights: Floats, traces: Traces, rule: Learning, index: Ints, start: int, stop: int,
    n_tracing: int,
) -> int:
    """
    Lower the weights of the inputs that spike in a timestep, by the traces (PairStdp).

    :returns: how many traces are still alive.
    """
    tracing, post_trace = traces.tracing, traces.post_trace
    n_tracing = _decay(tracing, post_trace, n_tracing, rule.post_leak)
    for k in range(start, stop):
        depress(weights, index[k], tracing, n_tracing, post_trace, rule.rate_pre)
    return n_tracing


@kernel
def count_inputs(traces: Traces, index: Ints, start: int, stop: int) -> None:
    """Count the spikes of each input, and keep the largest count (WindowedStdp)."""
    input_spikes, tally = traces.input_spikes, traces.tally
    most = tally[_MOST_INPUT]
    for k in range(start, stop):
        input_spikes[index[k]] += 1
        most = max(most, input_spikes[index[k]])
    tally[_MOST_INPUT] = most
    tally[STATE_READS] += stop - start
    tally[STATE_WRITES] += stop - start


@kernel
def note_inputs(
    traces: Traces, index: Ints, start: int, stop: int, step: int, n_seen: int,
) -> int:
    """
    Keep the time of the last spike of each input, and a list of those that spiked.

    :returns: how many have spiked.
    """
    last_spike, seen = traces.last_spike, traces.seen
    for k in range(start, stop):
        channel = index[k]
        if last_spike[channel] < 0:
            seen[n_seen] = channel
            n_seen += 1
        last_spike[channel] = step
    return n_seen


@kernel
def learn_output(
    weights: Floats, traces: Traces, rule: Learning, neuron: int, spikes: int, step: int,
    n_seen: int, n_tracing: int,
) -> int:
    """
    Learn from a neuron that fires, or note it until its window ends; set its trace.

    :param spikes: spikes of this neuron in this presentation, this one included.
    :returns: how many traces are alive.
    """
    if rule.window == 0:
        _potentiate(weights, traces, rule, neuron, step, rule.rate_post, n_seen)
    else:
        traces.last_fired[neuron] = step
        traces.tally[_MOST_OUTPUT] = max(traces.tally[_MOST_OUTPUT], spikes)
    if traces.post_trace[neuron] == float32(0.0):
        traces.tracing[n_tracing] = neuron
        n_tracing += 1
    traces.post_trace[neuron] = float32(1.0)
    return n_tracing


@kernel
def window_ends(rule: Learning, step: int, timesteps: int) -> bool:
    """Say if an update window ends with a timestep; the last timestep ends the last window."""
    return rule.window > 0 and ((step + 1) % rule.window == 0 or step + 1 == timesteps)


@kernel
def end_window(
    weights: Floats, traces: Traces, rule: Learning, step_offsets: Ints, index: Ints, step: int,
    n_seen: int, n_tracing: int,
) -> int:
    """
    Learn from the window that ends with this timestep.

    :returns: how many traces are still alive.
    """
    first = step - step % rule.window
    quiet = _potentiate_window(weights, traces, rule, first, step, n_seen, n_tracing)
    if quiet > 0 and step_offsets[first] < step_offsets[step + 1]:
        _depress_window(weights, traces, rule, step_offsets, index, first, step, quiet)
    return _decay(traces.tracing, traces.post_trace, n_tracing, rule.post_leak)


@kernel
def _decay(tracing: Ints, post_trace: Floats, n_tracing: int, leak: np.float32) -> int:
    """Let the postsynaptic traces decay, drop the dead ones; return how many are alive."""
    alive = 0
    for slot in range(n_tracing):
        neuron = tracing[slot]
        post_trace[neuron] *= leak
        if post_trace[neuron] >= float32(TRACE_FLOOR):
            tracing[alive] = neuron
            alive += 1
        else:
            post_trace[neuron] = float32(0.0)
    return alive


@kernel
def _potentiate(
    weights: Floats, traces: Traces, rule: Learning, neuron: int, step: int, rate: np.float32,
    n_seen: int,
) -> None:
    """Raise the weights of one neuron from all inputs that have spiked."""
    potentiate(
        weights, neuron, traces.seen, n_seen, traces.last_spike, step, rule.pre_trace, rate,
        rule.weight_max)
    traces.tally[POTENTIATIONS] += n_seen


@kernel
def _potentiate_window(
    weights: Floats, traces: Traces, rule: Learning, first: int, step: int, n_seen: int,
    n_tracing: int,
) -> int:
    """
    Raise the weights of the neurons that fired in a window.

    :returns: how many neurons with a live trace did not; they are moved to the list's front.
    """
    factor = np.ceil(float32(traces.tally[_MOST_OUTPUT]) / rule.spikes_per_step)
    rate = min(float32(1.0), factor * rule.rate_post)
    tracing = traces.tracing
    quiet = 0
    for slot in range(n_tracing):
        neuron = tracing[slot]
        if traces.last_fired[neuron] >= first:
            _potentiate(weights, traces, rule, neuron, step, rate, n_seen)
        else:
            tracing[slot] = tracing[quiet]
            tracing[quiet] = neuron
            quiet += 1
    return quiet


@kernel
def _depress_window(
    weights: Floats, traces: Traces, rule: Learning, step_offsets: Ints, index: Ints, first: int,
    step: int, quiet: int,
) -> None:
    """Lower the weights from the inputs of a window, each once, to the quiet neurons."""
    tally = traces.tally
    factor = float32(tally[_MOST_OUTPUT]) / float32(tally[_MOST_INPUT])
    rate = min(float32(1.0), factor * rule.rate_pre)
    for at in range(first, step + 1):
        for k in range(step_offsets[at], step_offsets[at + 1]):
            channel = index[k]
            if traces.last_spike[channel] == at:
                depress(weights, channel, traces.tracing, quiet, traces.post_trace, rate)
                tally[DEPRESSIONS] += quiet
    tally[STATE_READS] += step_offsets[step + 1] - step_offsets[first]
