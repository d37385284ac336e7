# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Train the single-layer network by spike-timing-dependent plasticity, without labels.

Labels are used only afterwards, to note what each neuron answers to samples of each class;
they come from the training data and never from the test data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_agent.datasets import ImageDataset
from snn_agent.encoding import RateEncoding
from snn_agent.encoding.rate import seed_key
from snn_agent.engine import Engine
from snn_agent.engine import Model
from snn_agent.engine import NetworkSpec
from snn_agent.engine import OpCounts
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError
from snn_agent.training.recipe import default_spec

__all__ = [
    'FULL_TIMESTEPS', 'enough_epochs', 'respond', 'train', 'untrained_model']

FULL_TIMESTEPS = 350
"""The classic presentation: 350 timesteps of 1 ms (Diehl and Cook 2015)."""

_ENOUGH_SAMPLES = 20_000

Progress = Callable[[int], None]


def enough_epochs(samples: int) -> int:
    """
    Return how many passes let a network settle: one, or more to show 20,000 samples.

    :param samples: size of the training data, >= 1.
    """
    return max(1, -(-_ENOUGH_SAMPLES // samples))


def untrained_model(
    dataset: ImageDataset, neurons: int, *, seed: int, timesteps: int = FULL_TIMESTEPS,
    point: OperatingPoint | None = None, rule: str = 'pair', spec: NetworkSpec | None = None,
    encoding: RateEncoding | None = None,
) -> Model:
    """
    Make a model with random weights.

    :param dataset: gives the number of inputs and the classes.
    :param neurons: number of neurons, 1..1000000.
    :param seed: seed of the initial weights, 0..2**64 - 1.
    :param timesteps: timesteps of its only operating point, with plain parameters.
    :param point: another point in its place; timesteps is not used then.
    :param rule: learning rule of default_spec.
    :param spec: another network in its place; rule is not used then.
    :raises ConfigurationError: if an argument is out of its limits.
    """
    seed_key(seed)
    height, width = dataset.images.shape[1:]
    spec = spec or default_spec(height * width, neurons, rule, dataset.name)
    dense = spec.dense
    weights = np.random.default_rng(seed).random((dense.n_inputs, neurons), dtype=np.float32)
    weights *= np.float32(dense.weight_mean_mv * dense.n_inputs) / weights.sum(axis=0)
    return Model(
        spec=spec,
        weights=np.minimum(weights, np.float32(dense.weight_max_mv)),
        theta=np.zeros(neurons, np.float32),
        responses=np.zeros((neurons, len(dataset.class_names)), np.float32),
        labels=dataset.class_names,
        input_shape=(height, width),
        encoding=encoding or RateEncoding(),
        points=(replace(point or OperatingPoint(timesteps), measured=None),),
        provenance={},
    )


def train(
    dataset: ImageDataset, neurons: int = 400, *, epochs: int = 1, seed: int = 0,
    timesteps: int = FULL_TIMESTEPS, label_samples: int = 10_000,
    progress: Progress = lambda samples: None, provenance: dict[str, Any] | None = None,
    point: OperatingPoint | None = None, rule: str = 'pair', spec: NetworkSpec | None = None,
    encoding: RateEncoding | None = None, first: tuple[OperatingPoint, int] | None = None,
) -> Model:
    """
    Train a model on the images of a data set, then label its neurons.

    :param dataset: training data; the order of its samples is shuffled by the seed.
    :param neurons: number of neurons.
    :param epochs: passes over the data, >= 1.
    :param seed: 0..2**64 - 1, fixes initial weights, order and spikes; same seed, same weights.
    :param timesteps, point, rule, spec, encoding: see untrained_model.
    :param first: another point, and how many samples are learned at it before the switch to
        the model's own.
    :param label_samples: how many of the training samples label the neurons, >= 1.
    :param progress: called with the number of samples done since the last call.
    :param provenance: facts to store in the model.
    :raises DataError: if the data set is empty.
    :raises ConfigurationError: if an argument is out of its limits.
    """
    if len(dataset.images) == 0:
        raise DataError(dataset.name, 'the data set has no samples')
    for name, value in (('epochs', epochs), ('label_samples', label_samples)):
        if not isinstance(value, int) or value < 1:
            raise ConfigurationError(name, value, 'a whole number of 1 or more')
    model = untrained_model(
        dataset, neurons, seed=seed, timesteps=timesteps, point=point, rule=rule, spec=spec,
        encoding=encoding)
    engine = Engine(model, seed=seed)
    before, switch_at = first or (model.full_point, 0)
    engine.set_point(before)
    total, represented = OpCounts(), 0
    for epoch in range(epochs):
        order = np.random.default_rng((seed, epoch)).permutation(len(dataset.images))
        for sample, k in enumerate(order, start=epoch * len(order)):
            if sample == switch_at:
                engine.set_point(model.full_point)
            result = engine.run(dataset.images[k], sample=sample, learn=True)
            total += result.counts
            represented += result.presentations > 1
            progress(1)
    shown = epochs * len(dataset.images)
    facts = {
        **(provenance or {}), 'seed': seed, 'epochs': epochs, 'samples': shown,
        'represented_samples': represented, 'mean_training_counts': total.scaled(
            1.0 / shown).as_dict(),
        'timesteps': model.full_point.timesteps,
        'images': {'count': len(dataset.images), 'sha256': dataset.checksum()},
    }
    trained = replace(engine.learned_model(), provenance=facts)
    return _labelled(trained, dataset, label_samples, seed, progress)


def _labelled(
    model: Model, dataset: ImageDataset, samples: int, seed: int, progress: Progress,
) -> Model:
    """Note what each neuron answers to the first samples of the data set."""
    samples = min(samples, len(dataset.images))
    part = dataset.part(slice(0, samples))
    spikes = respond(model, part.images, model.full_point, seed=seed, progress=progress)
    responses = np.zeros_like(model.responses)
    for label in range(len(model.labels)):
        responses[:, label] = spikes[part.labels == label].sum(axis=0)
    return replace(model, responses=responses, provenance={
        **model.provenance, 'label_samples': samples,
        'dead_neurons': int((responses.sum(axis=1) == 0).sum())})


def respond(
    model: Model, images: NDArray[np.uint8], point: OperatingPoint, *, seed: int,
    progress: Progress = lambda samples: None,
) -> NDArray[np.int32]:
    """
    Return the output spikes of every neuron for every image, int32[samples, n].

    :param images: uint8[samples, height, width].
    """
    engine = Engine(model, seed=seed)
    engine.set_point(point)
    spikes = np.zeros((len(images), model.spec.dense.n_outputs), np.int32)
    for k, image in enumerate(images):
        engine.run(image, sample=k)
        spikes[k] = engine.output_spikes
        progress(1)
    return spikes
