# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The compiled kernel does, bit for bit, what the slow reference does."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.encoding import RateEncoding
from snn_agent.encoding import SpikeTrain
from snn_agent.encoding.philox import ROUNDS
from snn_agent.engine import Dense
from snn_agent.engine import Engine
from snn_agent.engine import LateralInhibition
from snn_agent.engine import Lif
from snn_agent.engine import Model
from snn_agent.engine import NetworkSpec
from snn_agent.engine import OperatingPoint
from snn_agent.engine import PairStdp
from snn_agent.engine import WindowedStdp

CASES = 240
SAMPLES = 4


def random_point(rng, timesteps):
    """Draw all of an operating point; about every second one stops early, decides at the end."""
    scales = [
        'threshold_scale', 'rate_scale', 'inhibition_scale', 'refractory_scale', 'leak_scale',
        'learning_rate_scale', 'threshold_adaptation_scale', 'threshold_decay_scale',
        'window_scale']
    return OperatingPoint(
        timesteps, **{name: float(rng.uniform(0.4, 2.0)) for name in scales},
        exit_margin=float(rng.choice([0.0, rng.uniform(0.05, 3.0)])),
        encoding=str(rng.choice(['poisson', 'systematic'])),
        on_silence=str(rng.choice(['present_again', 'nearest_fires'])))


def random_rule(rng, dt):
    """Draw one of the learning rules; windows of one timestep, of several, of all."""
    constants = [*rng.uniform(0.0, 0.2, 2), *rng.uniform(0.002, 0.05, 2)]
    if rng.random() < 0.5:
        return PairStdp(*constants)
    window_s = dt * float(rng.choice([0.3, 1.0, rng.uniform(1.0, 20.0), 300.0]))
    return WindowedStdp(*constants, window_s, float(rng.uniform(0.3, 6.0)))


def random_model(rng):
    """Draw a network that fires now and then, with equal weights here and there."""
    height, width, n = (int(rng.integers(1, top)) for top in (7, 7, 41))
    if rng.random() < 0.1:
        n += 64  # more than one pass of the widest vector loops
    n_inputs, labels = height * width, int(rng.integers(2, 6))
    largest, dt = float(rng.uniform(0.5, 4.0)), float(rng.choice([0.0005, 0.001, 0.002]))
    threshold = float(rng.uniform(0.5, 5.0)) * largest
    rule = random_rule(rng, dt)
    weights = rng.uniform(0.0, largest, (n_inputs, n)).astype(np.float32)
    if rng.random() < 0.4:
        weights = np.float32(largest / 4) * rng.integers(0, 5, (n_inputs, n)).astype(np.float32)
        weights[:, n // 2:] = weights[:, n // 2:n // 2 + 1]
    return Model(
        spec=NetworkSpec((
            Dense(n_inputs, n, largest, float(rng.uniform(0.1, 0.6)) * largest, rule),
            Lif(n, float(rng.uniform(0.005, 0.1)), threshold,
                float(rng.uniform(0.0, 0.9)) * threshold, float(rng.uniform(0.0, 0.01)),
                float(rng.uniform(0.0, 0.5)), float(rng.uniform(0.5, 10.0))),
            LateralInhibition(float(rng.uniform(0.0, 2.0)) * threshold))),
        weights=weights,
        theta=(rng.uniform(0.0, threshold, n) * rng.integers(0, 2)).astype(np.float32),
        responses=rng.integers(0, 30, (n, labels)).astype(np.float32),
        labels=tuple('abcdef'[:labels]), input_shape=(height, width),
        encoding=RateEncoding(
            float(rng.uniform(0.02, 1.2)) / dt, dt, int(rng.integers(1, 5)),
            float(rng.uniform(0.0, 1.0))),
        points=(random_point(rng, int(rng.integers(1, 131))),), provenance={})


def random_values(rng, shape):
    """Draw an image with black, dark or full pixels."""
    values = rng.integers(0, 256, shape) * rng.integers(0, 2, shape)
    return (values // int(rng.choice([1, 1, 8, 300]))).astype(np.uint8)


def assert_same(engine, layer, result, outcome):
    """Compare everything that a sample gives or changes, exactly."""
    state = engine._state
    assert engine.output_spikes.tolist() == outcome.spikes
    assert state.evidence.tolist() == [float(e) for e in outcome.evidence]
    assert result.scores.tolist() == [float(s) for s in outcome.scores]
    assert result.label_index == outcome.label_index
    assert (result.timesteps, result.presentations) == (outcome.timesteps, outcome.presentations)
    counts = result.counts.as_dict()
    assert counts == {name: outcome.counts[name] for name in counts}
    assert set(outcome.counts) <= set(counts)
    np.testing.assert_array_equal(state.potential, np.array(layer.potential))
    np.testing.assert_array_equal(state.weights, np.array(layer.weights))
    np.testing.assert_array_equal(state.theta, np.array(layer.theta))


@pytest.mark.parametrize('case', range(CASES))
def test_engine_equals_reference(reference, case):
    rng = np.random.default_rng(case)
    model, seed = random_model(rng), int(rng.integers(0, 2**63)) * 2 + 1
    engine, layer = Engine(model, seed), reference.Layer(model, seed, ROUNDS)
    for _ in range(SAMPLES):
        learn, sample = bool(rng.integers(0, 2)), int(rng.integers(0, 2**32))
        if rng.random() < 0.3:
            point = random_point(rng, int(rng.integers(1, 131)))
            engine.set_point(point)
            layer.set_point(point)
        if rng.random() < 0.7:
            values = random_values(rng, model.input_shape)
            result = engine.run(values, sample=sample, learn=learn)
            outcome = layer.run(values.reshape(-1).tolist(), sample=sample, learn=learn)
        else:
            dense = rng.random((layer.point.timesteps, model.n_inputs)) < 0.1
            train = SpikeTrain.from_dense(dense, model.encoding.dt_s)
            result = engine.run_spikes(train, learn=learn)
            steps = [np.flatnonzero(row).tolist() for row in dense]
            outcome = layer.run_spikes(steps, learn=learn)
        assert_same(engine, layer, result, outcome)
        label = int(rng.integers(0, len(model.labels)))
        engine.teach(model.labels[label])
        layer.teach(label)
