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
from snn_agent.timestep.measure import measure

__all__ = ['DEFAULT_TIMESTEPS', 'explore', 'work']

DEFAULT_TIMESTEPS = (10, 25, 50, 100, 200, 350)

Progress = Callable[[int], None]


def explore(
    model: Model, dataset: ImageDataset, timesteps: Sequence[int] = DEFAULT_TIMESTEPS, *,
    tuning_samples: int = 1000, measuring_samples: int = 2000, seeds: Sequence[int] = (0, 1, 2),
    progress: Progress = lambda samples: None,
) -> Model:
    """
    Return the model with one enhanced, measured operating point per number of timesteps.

    :param model: a trained model.
    :param dataset: the training data; its last samples choose the parameters, those before
        them measure the result.
    :param timesteps: numbers of timesteps, up to the model's full window, which is added.
    :param tuning_samples: samples that choose, >= 1.
    :param measuring_samples: samples that measure, >= 1, for each seed.
    :param seeds: encoding seeds of the measurement.
    :param progress: called with the number of samples done since the last call.
    :raises ConfigurationError: if a number of timesteps is out of range.
    :raises DataError: if the data set has too few samples.
    """
    full = model.full_point.timesteps
    steps = _checked(timesteps, full)
    tuning, measuring = _parts(dataset, tuning_samples, measuring_samples)
    points = {}
    full_spikes = 0.0
    for count in reversed(steps):
        point, tuned = _choose(model, count, tuning, progress)
        if count == full:
            full_spikes = tuned.counts.output_spikes
        else:
            rate, adaptation = learning_scales(full_spikes, max(tuned.counts.output_spikes, 1.0))
            point = replace(
                point, learning_rate_scale=rate, threshold_adaptation_scale=adaptation,
                threshold_decay_scale=count / full)
        measured = measure(model, point, measuring, seeds=seeds, progress=progress)
        points[count] = replace(point, measured=measured)
    return model.with_points(tuple(points.values()))


def work(
    model: Model, timesteps: Sequence[int], tuning_samples: int, measuring_samples: int,
    n_seeds: int,
) -> int:
    """Return how many samples explore will report to its progress function."""
    steps = _checked(timesteps, model.full_point.timesteps)
    tuned = sum(len(list(candidates(model, count))) for count in steps)
    return tuned * tuning_samples + len(steps) * measuring_samples * n_seeds


def _checked(timesteps: Sequence[int], full: int) -> list[int]:
    """Return the numbers of timesteps, sorted, with the full window."""
    for count in timesteps:
        if not 1 <= count <= full:
            raise ConfigurationError(
                'timesteps', count, f'1 to {full}, the window the model was trained with')
    return sorted({*timesteps, full})


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
