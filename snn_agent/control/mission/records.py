# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What every operating point does with every sample: real runs of the engine."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
import math

import numpy as np
from numpy.typing import NDArray

from snn_agent.energy import DeviceProfile
from snn_agent.energy import modelled_energy
from snn_agent.energy import modelled_latency_s
from snn_agent.engine import Engine
from snn_agent.engine import Model
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError

__all__ = ['PointRecords', 'record_points']


@dataclass(frozen=True, slots=True)
class PointRecords:
    """
    Hold what one operating point did with each sample.

    :param timesteps: timesteps of the point.
    :param right: whether each sample was classified rightly.
    :param used: timesteps computed for each, with early exit and re-presentations.
    :param energy_j: modelled energy of each in J, idle power not in it.
    :param computing_s: modelled time of each in s.
    """

    timesteps: int
    right: list[bool]
    used: list[int]
    energy_j: list[float]
    computing_s: list[float]

    @property
    def accuracy(self) -> float:
        """Return the share of right labels, 0..1."""
        return sum(self.right) / len(self.right)


def record_points(
    model: Model, points: Sequence[OperatingPoint], images: NDArray[np.uint8],
    labels: Sequence[str], profile: DeviceProfile, *, seed: int = 0,
    progress: Callable[[int], None] = lambda samples: None,
) -> dict[int, PointRecords]:
    """
    Run every operating point once over the samples, with its early exit as stored.

    :param images: uint8[n, height, width] of the model's input shape.
    :param labels: names of their classes.
    :param profile: device of the modelled energy and time.
    :param seed: seed of the spike encoding.
    :param progress: called with the number of samples done since the last call.
    :return: records by timesteps.
    :raises ConfigurationError: if the profile has no clock.
    :raises DataError: if the model does not know one of the classes.
    """
    unknown = sorted(set(labels) - set(model.labels))
    if unknown:
        raise DataError('samples', f'have the classes {", ".join(unknown)}, the model knows '
                                   f'{", ".join(model.labels)}: take its data set')
    if math.isnan(profile.clock_hz):
        raise ConfigurationError(
            'device', profile.name, 'a device with a clock: its latency must be modelled')
    records = {}
    for point in points:
        record = PointRecords(point.timesteps, [], [], [], [])
        engine = Engine(model, seed=seed)
        engine.set_point(point)
        for k, (image, label) in enumerate(zip(images, labels)):
            result = engine.run(image, sample=k)
            record.right.append(result.label == label)
            record.used.append(result.timesteps)
            record.energy_j.append(modelled_energy(result.counts, profile).total_j)
            record.computing_s.append(modelled_latency_s(result.counts, profile))
            progress(1)
        records[point.timesteps] = record
    return records
