# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Measure an operating point: accuracy, operations, modelled energy, latency."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from functools import cache
from math import sqrt

import numpy as np

from snn_agent.datasets import ImageDataset
from snn_agent.energy import DeviceProfile
from snn_agent.energy import load_profile
from snn_agent.energy import modelled_energy
from snn_agent.energy import profile_names
from snn_agent.engine import Engine
from snn_agent.engine import Measurement
from snn_agent.engine import Model
from snn_agent.engine import OpCounts
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError

__all__ = ['energy_by_profile', 'measure', 'wilson_interval']

Progress = Callable[[int], None]


def measure(
    model: Model, point: OperatingPoint, dataset: ImageDataset, *, seeds: Sequence[int] = (0,),
    split: str = 'validation', progress: Progress = lambda samples: None,
) -> Measurement:
    """
    Run every sample once per seed and record how the point did.

    :param dataset: labelled samples.
    :param seeds: encoding seeds, at least one.
    :param split: how to call the samples in the record.
    :param progress: called with the number of samples done since the last call.
    :raises ConfigurationError: if there is no seed.
    :raises DataError: if the data set's images or classes are not those of the model.
    """
    if not seeds:
        raise ConfigurationError('seeds', seeds, 'one or more encoding seeds')
    _require_fit(model, dataset)
    labels = [dataset.class_names[k] for k in dataset.labels]
    right = silent = 0
    latencies = []
    total = OpCounts()
    for seed in seeds:
        engine = Engine(model, seed=seed)
        engine.set_point(point)
        for k, (image, label) in enumerate(zip(dataset.images, labels)):
            result = engine.run(image, sample=k)
            right += result.label == label
            silent += result.presentations > 1 or result.label_index < 0
            latencies.append(result.latency_s)
            total += result.counts
            progress(1)
    samples = len(labels) * len(seeds)
    counts = total.scaled(1.0 / samples)
    low, high = wilson_interval(right, samples)
    return Measurement(
        accuracy=right / samples,
        accuracy_low=low,
        accuracy_high=high,
        samples=samples,
        seeds=tuple(seeds),
        silent_ratio=silent / samples,
        latency_s=float(np.median(latencies)),
        counts=counts,
        energy_modelled_j=energy_by_profile(counts),
        split=split,
    )


def _require_fit(model: Model, dataset: ImageDataset) -> None:
    """Raise DataError unless the model was made for such images and classes."""
    shape = dataset.images.shape[1:]
    if shape != model.input_shape or dataset.class_names != model.labels:
        raise DataError(
            dataset.name, f'has {shape} images of {", ".join(dataset.class_names)}, the model '
            f'expects {model.input_shape} images of {", ".join(model.labels)}: take its data set')


def energy_by_profile(counts: OpCounts) -> dict[str, float]:
    """Return the modelled energy in joules by the name of every device profile."""
    return {profile.name: modelled_energy(counts, profile).total_j for profile in _profiles()}


@cache
def _profiles() -> tuple[DeviceProfile, ...]:
    """Return every device profile; the files are read once."""
    return tuple(load_profile(name) for name in profile_names())


def wilson_interval(right: int, samples: int) -> tuple[float, float]:
    """
    Return the 95% score interval of a proportion (Wilson, JASA 1927).

    :param right: number of successes, 0..samples.
    :param samples: number of trials, >= 1.
    """
    z = 1.959964
    share = right / samples
    centre = share + z * z / (2 * samples)
    spread = z * sqrt(share * (1 - share) / samples + z * z / (4 * samples * samples))
    scale = 1 + z * z / samples
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
