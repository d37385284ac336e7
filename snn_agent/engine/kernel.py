# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The compiled loop over the timesteps of one sample: Dense, Lif, LateralInhibition.

Each timestep does, in this order: leak; add the weights of the inputs that spike; let these
inputs learn (when learning); hold refractory neurons at the reset potential; let the neuron
furthest above its threshold fire, which inhibits all others, adds its evidence to the classes
and, when learning, raises its threshold and learns. Which weights change when is up to the rule,
see engine.learning. Where a decision is due at the end (nearest_fires) and no neuron has fired,
the one nearest to its threshold fires in the last timestep, if there was any input spike. Work
follows the spikes: an input spike reads one contiguous row of weights, and learning touches only
neurons that fired.
"""

from __future__ import annotations

from typing import NamedTuple

from numba import float32
from numba import int64
from numba import uint32
import numpy as np
from numpy.typing import NDArray

from snn_agent.compiled import kernel
from snn_agent.encoding.buffers import EncodingBuffers
from snn_agent.encoding.rate import encode_rate
from snn_agent.encoding.systematic import encode_systematic
from snn_agent.engine.learning import count_inputs
from snn_agent.engine.learning import depress_step
from snn_agent.engine.learning import DEPRESSIONS
from snn_agent.engine.learning import end_window
from snn_agent.engine.learning import learn_output
from snn_agent.engine.learning import Learning
from snn_agent.engine.learning import note_inputs
from snn_agent.engine.learning import POTENTIATIONS
from snn_agent.engine.learning import start_presentation
from snn_agent.engine.learning import STATE_READS
from snn_agent.engine.learning import STATE_WRITES
from snn_agent.engine.learning import Traces
from snn_agent.engine.learning import window_ends
from snn_agent.engine.membrane import integrate
from snn_agent.engine.membrane import nearest_neuron
from snn_agent.engine.membrane import winner_of
from snn_agent.engine.plasticity import normalise

__all__ = ['Constants', 'State', 'run_rate_coded', 'run_spike_train']


Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_CACHE_LINE = 64


class Constants(NamedTuple):
    """What the neurons obey at one operating point, per timestep."""

    timesteps: int
    leak: np.float32
    """Factor on the potential from one timestep to the next, exp(-dt / tau)."""
    threshold: np.float32
    """Threshold above rest before adaptation, mV."""
    threshold_scale: np.float32
    """Factor on threshold plus theta."""
    reset: np.float32
    inhibition: np.float32
    refractory_steps: int
    exit_margin: np.float32
    """Evidence between the two best classes that ends the sample; 0 never does."""
    max_presentations: int
    nearest_fires: bool
    """Whether a neuron fires in the last timestep although none reached its threshold."""
    systematic: bool
    """Whether values are encoded by encode_systematic instead of encode_rate."""


class State(NamedTuple):
    """Arrays that a sample changes; weights, theta are kept from sample to sample."""

    weights: Floats
    theta: Floats
    log_likelihood: Floats
    """float32[n, n_classes]: evidence of one spike of each neuron for each class."""
    potential: Floats
    gap: Floats
    evidence: Floats
    spikes: Ints
    """int32[n]: output spikes of this presentation."""
    refractory: Ints
    """int32[n, 2]: each resting neuron with the first timestep after its rest."""
    traces: Traces
    counts: NDArray[np.int64]
    """int64[fields of OpCounts]."""

    @classmethod
    def make(
        cls, weights: Floats, theta: Floats, log_likelihood: Floats, n_counts: int,
    ) -> State:
        """Copy the lasting arrays and allocate those of one sample."""
        n_inputs, n = weights.shape
        return cls(
            aligned(weights), theta.copy(), log_likelihood, aligned(np.zeros(n, np.float32)),
            aligned(np.zeros(n, np.float32)),
            np.zeros(log_likelihood.shape[1], np.float32), np.zeros(n, np.int32),
            np.zeros((n, 2), np.int32), Traces.make(n_inputs, n), np.zeros(n_counts, np.int64))


def aligned(array: Floats) -> Floats:
    """Return a copy that starts at a cache line: a fifth faster where rows are whole lines."""
    memory = np.empty(array.nbytes + _CACHE_LINE, np.uint8)
    start = -memory.ctypes.data % _CACHE_LINE
    copy = memory[start:start + array.nbytes].view(array.dtype).reshape(array.shape)
    copy[...] = array
    return copy


@kernel
def _decision_is_due(constants: Constants, step: int, seen: int, fired: int) -> bool:
    """Return whether this is the last timestep, something was seen, and no neuron has fired."""
    return constants.nearest_fires and step + 1 == constants.timesteps and seen > 0 and fired == 0


@kernel
def _margin(evidence: Floats) -> np.float32:
    """Return the difference between the two largest values."""
    first = float32(-np.inf)
    second = float32(-np.inf)
    for value in evidence:
        if value > first:
            second = first
            first = value
        elif value > second:
            second = value
    return first - second


@kernel
def _hold(
    potential: Floats, refractory: Ints, reset: np.float32, n_resting: int, step: int,
) -> int:
    """Hold refractory neurons at the reset potential; return how many rest on."""
    resting = 0
    for slot in range(n_resting):
        neuron = refractory[slot, 0]
        potential[neuron] = reset
        if refractory[slot, 1] > step + 1:
            refractory[resting, 0] = neuron
            refractory[resting, 1] = refractory[slot, 1]
            resting += 1
    return resting


@kernel
def _fire(state: State, constants: Constants, neuron: int) -> None:
    """Inhibit all other neurons, reset the one that fired, add its evidence."""
    potential = state.potential
    for j in range(potential.shape[0]):
        potential[j] -= constants.inhibition
    potential[neuron] = constants.reset
    state.spikes[neuron] += 1
    for label in range(state.evidence.shape[0]):
        state.evidence[label] += state.log_likelihood[neuron, label]


@kernel
def _adapt(state: State, constants: Constants, rule: Learning, neuron: int) -> None:
    """Raise the threshold of the neuron that fired."""
    state.theta[neuron] += rule.theta_step
    state.gap[neuron] = constants.threshold_scale * (constants.threshold + state.theta[neuron])


@kernel
def _start(state: State, constants: Constants) -> None:
    """Bring the potentials to rest and clear everything that belongs to one presentation."""
    state.potential[:] = float32(0.0)
    state.evidence[:] = float32(0.0)
    state.spikes[:] = 0
    start_presentation(state.traces)
    for j in range(state.gap.shape[0]):
        state.gap[j] = constants.threshold_scale * (constants.threshold + state.theta[j])


@kernel
def _end_learning(state: State, rule: Learning) -> int:
    """Normalise the weights of the neurons that fired, let the thresholds return a little."""
    n_fired = 0
    for j in range(state.spikes.shape[0]):
        if state.spikes[j] > 0:
            normalise(state.weights, j, rule.weight_sum, rule.weight_max)
            n_fired += 1
        state.theta[j] *= rule.theta_leak
    return n_fired


@kernel
def _present(
    step_offsets: Ints, index: Ints, state: State, constants: Constants, rule: Learning,
    learn: bool,
) -> int:
    """Run all timesteps of one presentation; return how many were computed."""
    weights, traces, tally = state.weights, state.traces, state.traces.tally
    n_inputs, n = weights.shape
    n_seen = 0
    n_tracing = 0
    n_resting = 0
    output_spikes = 0
    held = 0
    forced = 0
    steps = constants.timesteps
    _start(state, constants)
    for step in range(constants.timesteps):
        start = step_offsets[step]
        stop = step_offsets[step + 1]
        integrate(state.potential, weights, index, start, stop, constants.leak)
        if learn:
            if rule.window == 0:
                n_tracing = depress_step(weights, traces, rule, index, start, stop, n_tracing)
                tally[DEPRESSIONS] += n_tracing * (stop - start)
            else:
                count_inputs(traces, index, start, stop)
            n_seen = note_inputs(traces, index, start, stop, step, n_seen)
        held += n_resting
        n_resting = _hold(state.potential, state.refractory, constants.reset, n_resting, step)
        winner = winner_of(state.potential, state.gap)
        if winner < 0 and _decision_is_due(constants, step, stop, output_spikes):
            winner = nearest_neuron(state.potential, state.gap)
            forced = 1
        if winner >= 0:
            output_spikes += 1
            _fire(state, constants, winner)
            if constants.refractory_steps > 0:
                state.refractory[n_resting, 0] = winner
                state.refractory[n_resting, 1] = step + 1 + constants.refractory_steps
                n_resting += 1
            if learn:
                _adapt(state, constants, rule, winner)
                n_tracing = learn_output(
                    weights, traces, rule, winner, state.spikes[winner], step, n_seen, n_tracing)
            elif constants.exit_margin > 0 and _margin(state.evidence) >= constants.exit_margin:
                steps = step + 1
                break
        if learn and window_ends(rule, step, constants.timesteps):
            n_tracing = end_window(
                weights, traces, rule, step_offsets, index, step, n_seen, n_tracing)
    input_spikes = int64(step_offsets[steps])
    normalised = _end_learning(state, rule) if learn else 0
    _count(
        state.counts, n_inputs, n, steps, steps + forced, input_spikes, output_spikes, tally,
        normalised, held, learn)
    return steps


@kernel
def _count(
    counts: NDArray[np.int64], n_inputs: int, n: int, steps: int, searches: int,
    input_spikes: int, output_spikes: int, tally: NDArray[np.int64], normalised: int, held: int,
    learn: bool,
) -> None:
    """Add the operations of one presentation, in the order of the fields of OpCounts."""
    depressions, potentiations = tally[DEPRESSIONS], tally[POTENTIATIONS]
    synaptic = input_spikes * n
    inhibition = output_spikes * (n - 1)
    comparisons = searches * n
    rescaled = normalised * n_inputs
    thresholds = output_spikes + n if learn else 0
    counts[0] += steps
    counts[1] += input_spikes
    counts[2] += output_spikes
    counts[3] += synaptic
    counts[4] += inhibition
    counts[5] += steps * n
    counts[6] += comparisons
    counts[7] += depressions
    counts[8] += potentiations
    counts[9] += rescaled
    counts[10] += thresholds
    counts[11] += synaptic + depressions + potentiations + 2 * rescaled
    counts[12] += depressions + potentiations + rescaled
    counts[13] += (
        synaptic + inhibition + steps * n + 2 * comparisons + depressions + potentiations
        + thresholds + tally[STATE_READS])
    counts[14] += (
        synaptic + inhibition + steps * n + held + output_spikes + thresholds
        + tally[STATE_WRITES])


@kernel
def run_spike_train(
    step_offsets: Ints, index: Ints, state: State, constants: Constants, rule: Learning,
    learn: bool,
) -> int:
    """
    Show one spike train.

    :param step_offsets, index: see SpikeTrain; constants.timesteps timesteps.
    :param learn: change weights and thresholds.
    :returns: timesteps computed.
    """
    state.counts[:] = 0
    return _present(step_offsets, index, state, constants, rule, learn)


@kernel
def _encode(
    values: NDArray[np.uint8], thresholds: NDArray[np.uint32], sample: np.uint32,
    presentation: np.uint32, key_0: np.uint32, key_1: np.uint32, buffers: EncodingBuffers,
    constants: Constants, counts: NDArray[np.int64],
) -> None:
    """Encode one presentation and count what it takes."""
    steps = constants.timesteps
    if constants.systematic:
        n_active = encode_systematic(
            values, thresholds, steps, sample, presentation, key_0, key_1, buffers)
        counts[15] += 1
        counts[16] += n_active * steps
    else:
        n_active = encode_rate(
            values, thresholds, steps, sample, presentation, key_0, key_1, buffers)
        counts[15] += n_active * steps


@kernel
def run_rate_coded(
    values: NDArray[np.uint8], thresholds: NDArray[np.uint32], sample: np.uint32,
    key_0: np.uint32, key_1: np.uint32, buffers: EncodingBuffers, state: State,
    constants: Constants, rule: Learning, learn: bool,
) -> tuple[int, int]:
    """
    Encode and show one sample, again with higher rates while the network stays silent.

    With constants.nearest_fires, max_presentations is 1: there is always a decision.

    :param values: uint8[n_inputs].
    :param thresholds: uint32[max_presentations, 256], see RateEncoding.thresholds.
    :param sample, key_0, key_1: uint32, see encode_rate.
    :returns: timesteps computed over all presentations, number of presentations.
    """
    state.counts[:] = 0
    steps = 0
    presentations = 0
    while presentations < constants.max_presentations:
        _encode(
            values, thresholds[presentations], sample, uint32(presentations), key_0, key_1,
            buffers, constants, state.counts)
        steps += _present(buffers.step_offsets, buffers.spike_index, state, constants, rule, learn)
        presentations += 1
        if state.spikes.max() > 0:
            break
    return steps, presentations
