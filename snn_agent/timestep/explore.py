# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Make operating points for several numbers of timesteps and store them in the model.

Parameters are chosen on one part of the training data and measured on another; the test data
is not touched.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace

from snn_agent.datasets import ImageDataset
from snn_agent.engine import Measurement
from snn_agent.engine import Model
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError
from snn_agent.timestep.enhance import candidates
from snn_agent.timestep.enhance import learning_scales
from snn_agent.timestep.enhance import trained_point
from snn_agent.timestep.exit_margin import MARGINS
from snn_agent.timestep.exit_margin import with_exit_margin
from snn_agent.timestep.measure import measure
from snn_agent.training import FULL_TIMESTEPS

__all__ = ['DEFAULT_TIMESTEPS', 'explore', 'work']

DEFAULT_TIMESTEPS = (10, 25, 50, 100, 200, 350)

Progress = Callable[[int], None]


def explore(
    model: Model, dataset: ImageDataset, timesteps: Sequence[int] = DEFAULT_TIMESTEPS, *,
    tuning_samples: int = 1000, measuring_samples: int = 2000, seeds: Sequence[int] = (0, 1, 2),
    early_exit: bool = False, progress: Progress = lambda samples: None,
) -> Model:
    """
    Return the model with one enhanced, measured operating point per number of timesteps.

    :param model: a trained model.
    :param dataset: the training data; its last samples choose the parameters, those before
        them measure the result.
    :param timesteps: numbers of timesteps, up to 350 or to those of the training, which are
        added.
    :param tuning_samples: samples that choose, >= 1.
    :param measuring_samples: samples that measure, >= 1, for each seed.
    :param seeds: encoding seeds of the measurement.
    :param early_exit: whether points may end a sample early, see with_exit_margin.
    :param progress: called with the number of samples done since the last call.
    :raises ConfigurationError: if a number of timesteps is out of range.
    :raises DataError: if the data set has too few samples, or another one trained the model.
    """
    trained = trained_point(model)
    steps = _checked(timesteps, trained.timesteps)
    require_same_data(model, dataset)
    tuning, measuring = _parts(dataset, tuning_samples, measuring_samples)
    first = _choose(model, trained.timesteps, tuning, progress)
    points = []
    for count in steps:
        if count == trained.timesteps:
            point, tuned = first
        else:
            point, tuned = _choose(model, count, tuning, progress)
            point = _with_learning(point, trained, tuned, first[1])
        if early_exit:
            point = with_exit_margin(model, point, tuning, tuned.accuracy, progress)
        measured = measure(model, point, measuring, seeds=seeds, progress=progress)
        points.append(replace(point, measured=measured))
    return model.with_points(tuple(points))


def work(
    model: Model, timesteps: Sequence[int], tuning_samples: int, measuring_samples: int,
    n_seeds: int, early_exit: bool = False,
) -> int:
    """Return how many samples explore will report to its progress function."""
    steps = _checked(timesteps, trained_point(model).timesteps)
    tuned = sum(len(list(candidates(model, count))) for count in steps)
    tuned += len(steps) * len(MARGINS) * early_exit
    return tuned * tuning_samples + len(steps) * measuring_samples * n_seeds


def require_same_data(model: Model, dataset: ImageDataset) -> None:
    """
    Check that a data set is the one that trained a model, as far as the model says.

    :raises DataError: if its name or its images are others.
    """
    name = model.provenance.get('dataset', dataset.name)
    images = model.provenance.get('images', {'count': 0})
    if name != dataset.name:
        raise DataError(
            dataset.name, f'is not the data that trained the model, {name}: explore with '
            f'--dataset {name}, or train a model on {dataset.name}')
    count = images['count']
    if count and (
            count > len(dataset) or dataset.part(slice(0, count)).checksum() != images['sha256']):
        raise DataError(
            dataset.name, f'its first {count} images are not those that trained the model (their '
            'SHA-256 differs): explore with the same data, or train the model again')


def _checked(timesteps: Sequence[int], trained: int) -> list[int]:
    """Return the numbers of timesteps, sorted, with that of the training."""
    most = max(trained, FULL_TIMESTEPS)
    for count in timesteps:
        if not isinstance(count, int) or not 1 <= count <= most:
            raise ConfigurationError('timesteps', count, f'whole numbers, 1 to {most}')
    return sorted({*timesteps, trained})


def _parts(
    dataset: ImageDataset, tuning: int, measuring: int,
) -> tuple[ImageDataset, ImageDataset]:
    """Split the end of the training data into a part that chooses and one that measures."""
    if min(tuning, measuring) < 1 or tuning + measuring > len(dataset):
        raise DataError(
            dataset.name, f'{tuning} + {measuring} samples asked for tuning and measuring, the '
            f'{dataset.split} split has {len(dataset)}; at least 1 of each is needed')
    middle = len(dataset) - tuning
    return dataset.part(slice(middle, None)), dataset.part(slice(middle - measuring, middle))


def _choose(
    model: Model, timesteps: int, tuning: ImageDataset, progress: Progress,
) -> tuple[OperatingPoint, Measurement]:
    """Return the most accurate candidate; of equals the one with the fewest timesteps run."""
    tried = [
        (point, measure(model, point, tuning, progress=progress))
        for point in candidates(model, timesteps)]
    return max(tried, key=lambda pair: (pair[1].accuracy, -pair[1].counts.timesteps))


def _with_learning(
    point: OperatingPoint, trained: OperatingPoint, tuned: Measurement, full: Measurement,
) -> OperatingPoint:
    """Return the point with scales that keep a sample's dose of learning."""
    rate, adaptation = learning_scales(
        full.counts.output_spikes, max(tuned.counts.output_spikes, 1.0))
    return replace(
        point, learning_rate_scale=trained.learning_rate_scale * rate,
        threshold_adaptation_scale=trained.threshold_adaptation_scale * adaptation)
