# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The model of the demo: trained at first use, kept in the cache folder."""

from __future__ import annotations

from pathlib import Path

from snn_agent import __version__
from snn_agent.cli.cache import cache_folder
from snn_agent.cli.origin import origin
from snn_agent.cli.progress import progress_bar
from snn_agent.datasets import ImageDataset
from snn_agent.datasets import load_dataset
from snn_agent.engine import Model
from snn_agent.errors import ModelFormatError
from snn_agent.timestep import DEFAULT_TIMESTEPS
from snn_agent.timestep import explore
from snn_agent.timestep import work
from snn_agent.training import enough_epochs
from snn_agent.training import train

__all__ = ['demo_model_path', 'make_demo_model', 'obtain_demo_model']

NEURONS = 400
SMALL_DATASET = 10_000
"""Fewer training samples than this are shown several times, and measured with more seeds."""
LABEL_SAMPLES = 10_000


def demo_model_path(dataset: str, seed: int) -> Path:
    """Return where the demo keeps its model for a data set and a seed."""
    return cache_folder() / f'demo-{dataset}-n{NEURONS}-seed{seed}-{__version__}.npz'


def obtain_demo_model(dataset: str, seed: int) -> Path:
    """
    Return the model's file; train it first if it is not there or cannot be read.

    :raises DataError: if the data set cannot be used.
    """
    path = demo_model_path(dataset, seed)
    try:
        Model.load(path)
    except (FileNotFoundError, ModelFormatError):
        path.parent.mkdir(parents=True, exist_ok=True)
        make_demo_model(load_dataset(dataset, 'train'), seed).save(path)
    return path


def make_demo_model(dataset: ImageDataset, seed: int) -> Model:
    """
    Train a model and make its operating points.

    The last twentieth (three tenths of a small data set) is kept out of the training: half of
    it chooses the parameters of the operating points, the other half measures them.

    :param dataset: the training split.
    :param seed: fixes weights, order and spikes.
    """
    samples = len(dataset.images)
    is_small = samples < SMALL_DATASET
    kept = samples * 3 // 10 if is_small else samples // 20
    seeds = range(6) if is_small else range(2)
    part = dataset.part(slice(0, samples - kept))
    epochs = enough_epochs(len(part))
    labelled = min(LABEL_SAMPLES, len(part))
    with progress_bar('Training', epochs * len(part) + labelled) as advance:
        model = train(
            part, NEURONS, epochs=epochs, seed=seed, label_samples=labelled, progress=advance,
            provenance={'dataset': dataset.name, **origin()})
    tuned = kept // 2
    steps = work(model, DEFAULT_TIMESTEPS, tuned, kept - tuned, len(seeds))
    with progress_bar('Operating points', steps) as advance:
        return explore(
            model, dataset, tuning_samples=tuned, measuring_samples=kept - tuned,
            seeds=tuple(seeds), progress=advance)
