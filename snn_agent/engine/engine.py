# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Run a model on samples, one compiled call each, and let it learn."""

from __future__ import annotations

from dataclasses import replace
from math import exp
import time

import numpy as np
from numpy.typing import NDArray

from snn_agent.encoding.buffers import EncodingBuffers
from snn_agent.encoding.rate import seed_key
from snn_agent.encoding.spike_train import SpikeTrain
from snn_agent.engine.counts import COUNT_NAMES
from snn_agent.engine.counts import OpCounts
from snn_agent.engine.kernel import Constants
from snn_agent.engine.kernel import run_rate_coded
from snn_agent.engine.kernel import run_spike_train
from snn_agent.engine.kernel import State
from snn_agent.engine.learning import Learning
from snn_agent.engine.model import Model
from snn_agent.engine.operating_point import OperatingPoint
from snn_agent.engine.readout import log_likelihood
from snn_agent.engine.readout import scores
from snn_agent.engine.result import Result
from snn_agent.engine.spec import PairStdp
from snn_agent.engine.spec import WindowedStdp
from snn_agent.errors import ConfigurationError
from snn_agent.errors import InputError

__all__ = ['Engine']


class Engine:
    """
    Keep the changing state of a model and run samples through it.

    Not safe for use from several threads at once; make one engine per thread.

    :param model: the model; its arrays are copied.
    :param seed: seed of the encoding, 0..2**64 - 1.
    """

    def __init__(self, model: Model, seed: int = 0) -> None:
        self.model = model
        self._key = seed_key(seed)
        self._has_rule = model.spec.dense.plasticity is not None
        self._values = np.zeros(model.n_inputs, np.uint8)
        self._responses = model.responses.astype(np.float64)
        self._state = State.make(
            model.weights, model.theta, log_likelihood(model.responses), len(COUNT_NAMES))
        self.learned_samples = 0
        self.set_point(model.full_point)

    @property
    def point(self) -> OperatingPoint:
        """Return the operating point in use."""
        return self._point

    @property
    def output_spikes(self) -> NDArray[np.int32]:
        """Return the spikes of each neuron for the last sample, int32[n] (a copy)."""
        return self._state.spikes.copy()

    def set_point(self, point: OperatingPoint) -> None:
        """Use another operating point from the next sample on."""
        encoding = self.model.encoding
        self._point = point
        self._constants = _constants(self.model, point)
        self._learning = _learning(self.model, point)
        self._thresholds = encoding.thresholds(point.rate_scale)
        self._buffers = EncodingBuffers.make(self.model.n_inputs, point.timesteps)

    def warm_up(self) -> None:
        """Compile, or load from the cache, everything that run needs."""
        scratch = Engine(self.model)
        blank = np.zeros(self.model.n_inputs, np.uint8)
        for learn in (False, True):
            scratch.run(blank, sample=0, learn=learn)

    def run(self, values: NDArray[np.uint8], *, sample: int, learn: bool = False) -> Result:
        """
        Show one sample and decide what it is.

        :param values: uint8 of the model's input shape, or flat, 0..255.
        :param sample: number of the sample; with the seed it fixes all random draws.
        :param learn: let weights and thresholds learn from it; all timesteps are then computed.
            A model without a learning rule learns nothing.
        :raises InputError: if the values have another type or shape.
        """
        start = time.perf_counter()
        values, shape = np.asarray(values), self.model.input_shape
        if values.dtype != np.uint8 or values.shape not in (shape, self._values.shape):
            raise InputError(
                'sample', f'{values.dtype}{list(values.shape)}', f'uint8{list(shape)}, or flat')
        # A copy: the kernel would be compiled anew for read-only or strided memory.
        np.copyto(self._values.reshape(values.shape), values)
        learn = learn and self._has_rule
        timesteps, presentations = run_rate_coded(
            self._values, self._thresholds, np.uint32(sample & 0xFFFFFFFF), *self._key,
            self._buffers, self._state, self._constants, self._learning, learn)
        self.learned_samples += learn
        return self._result(timesteps, presentations, start)

    def run_spikes(self, spikes: SpikeTrain, *, learn: bool = False) -> Result:
        """
        Show one sample that is already a spike train, once.

        :raises InputError: if timesteps, inputs or timestep length are not those of the
            operating point and the model.
        """
        start = time.perf_counter()
        shape = (spikes.timesteps, spikes.n_inputs, spikes.dt_s)
        expected = (self._point.timesteps, self.model.n_inputs, self.model.encoding.dt_s)
        if shape != expected:
            raise InputError('(timesteps, inputs, dt_s)', shape, str(expected))
        learn = learn and self._has_rule
        timesteps = run_spike_train(
            np.require(spikes.step_offsets, requirements=('C', 'W')),
            np.require(spikes.index, requirements=('C', 'W')), self._state, self._constants,
            self._learning, learn)
        self.learned_samples += learn
        return self._result(timesteps, 1, start)

    def teach(self, label: str) -> None:
        """
        Say what the last sample was: its output spikes are credited to that class.

        :raises ConfigurationError: if the model has no such class.
        """
        self.credit(self._state.spikes, label)

    def credit(self, output_spikes: NDArray[np.int32], label: str) -> None:
        """
        Credit the output spikes of an earlier sample to a class.

        :param output_spikes: int32[n], see output_spikes.
        :raises ConfigurationError: if the model has no such class.
        """
        if label not in self.model.labels:
            raise ConfigurationError('label', label, f'one of {", ".join(self.model.labels)}')
        column = self.model.labels.index(label)
        self._responses[:, column] += output_spikes
        self._state.log_likelihood[:, column] = log_likelihood(
            self._responses[:, column:column + 1])[:, 0]

    def learned_model(self) -> Model:
        """Return a copy of the model with the state learned so far."""
        provenance = {
            **self.model.provenance,
            'learned_from': self.model.checksum,
            'learned_samples': self.learned_samples,
        }
        return replace(
            self.model, weights=self._state.weights.copy(), theta=self._state.theta.copy(),
            responses=self._responses.astype(np.float32), provenance=provenance)

    def _result(self, timesteps: int, presentations: int, start: float) -> Result:
        """Read the decision out of the state."""
        state = self._state
        counts = OpCounts.from_array(state.counts)
        if state.spikes.any():
            share = scores(state.evidence)
            index = int(share.argmax())
            label, confidence = self.model.labels[index], float(share[index])
        else:
            share = np.zeros(len(self.model.labels), np.float32)
            index, label, confidence = -1, '', 0.0
        return Result(
            share, label, index, confidence, int(timesteps), int(presentations), counts,
            time.perf_counter() - start)


def _constants(model: Model, point: OperatingPoint) -> Constants:
    """Turn physical constants into constants per timestep for an operating point."""
    lif, dt = model.spec.lif, model.encoding.dt_s
    scale = point.threshold_scale
    rest_s = lif.refractory_s * point.refractory_scale
    nearest_fires = point.on_silence == 'nearest_fires'
    return Constants(
        timesteps=point.timesteps,
        leak=np.float32(exp(-dt / (lif.tau_membrane_s * point.leak_scale))),
        threshold=np.float32(lif.threshold_mv),
        threshold_scale=np.float32(scale),
        reset=np.float32(lif.reset_mv * scale),
        inhibition=np.float32(model.spec.inhibition.strength_mv * point.inhibition_scale),
        refractory_steps=max(1, round(rest_s / dt)) if rest_s > 0 else 0,
        exit_margin=np.float32(point.exit_margin),
        max_presentations=1 if nearest_fires else model.encoding.max_presentations,
        nearest_fires=nearest_fires,
        systematic=point.encoding == 'systematic',
    )


def _learning(model: Model, point: OperatingPoint) -> Learning:
    """Turn the learning rule into constants per timestep for an operating point."""
    dense, lif, dt = model.spec.dense, model.spec.lif, model.encoding.dt_s
    rule = dense.plasticity or PairStdp(rate_pre=0.0, rate_post=0.0)
    window, spikes_per_step = 0, 1.0
    if isinstance(rule, WindowedStdp):
        window = max(1, round(rule.window_s * point.window_scale / dt))
        spikes_per_step = rule.spikes_per_step
    since = np.arange(point.timesteps) * dt
    return Learning(
        window=window,
        rate_pre=np.float32(min(1.0, rule.rate_pre * point.learning_rate_scale)),
        rate_post=np.float32(min(1.0, rule.rate_post * point.learning_rate_scale)),
        spikes_per_step=np.float32(spikes_per_step),
        pre_trace=np.exp(-since / rule.tau_pre_s).astype(np.float32),
        post_leak=np.float32(exp(-max(1, window) * dt / rule.tau_post_s)),
        theta_step=np.float32(lif.theta_step_mv * point.threshold_adaptation_scale),
        theta_leak=np.float32(
            exp(-point.timesteps * dt / (lif.tau_theta_s * point.threshold_decay_scale))),
        weight_max=np.float32(dense.weight_max_mv),
        weight_sum=np.float32(dense.weight_mean_mv * dense.n_inputs),
    )
