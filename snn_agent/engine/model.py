# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A trained network with everything that is needed to run it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snn_agent.encoding import RateEncoding
from snn_agent.engine import model_file
from snn_agent.engine.operating_point import OperatingPoint
from snn_agent.engine.spec import NetworkSpec
from snn_agent.errors import ConfigurationError
from snn_agent.errors import ModelFormatError

__all__ = ['Model']


@dataclass(frozen=True)
class Model:
    """
    Hold a network, its weights, its classes, its encoding and its operating points.

    :param spec: the layers.
    :param weights: float32[n_inputs, n], mV, 0 to the layer's largest weight.
    :param theta: float32[n], mV, adaptive part of the thresholds, 0 or more.
    :param responses: float32[n, n_classes], output spikes of each neuron for labelled training
        samples of each class, 0 or more.
    :param labels: names of the classes, all different, none empty.
    :param input_shape: (height, width) of the images, or (1, n_inputs).
    :param encoding: how values become spikes.
    :param points: operating points, at least one, by rising timesteps.
    :param provenance: data, seed, command and package version; JSON-compatible.
    :raises ConfigurationError: if anything does not fit together.
    """

    spec: NetworkSpec
    weights: NDArray[np.float32]
    theta: NDArray[np.float32]
    responses: NDArray[np.float32]
    labels: tuple[str, ...]
    input_shape: tuple[int, int]
    encoding: RateEncoding
    points: tuple[OperatingPoint, ...]
    provenance: dict[str, Any]

    def __post_init__(self) -> None:
        """Check shapes, types and ranges."""
        dense = self.spec.dense
        if not all(isinstance(label, str) and label for label in self.labels) or not (
                2 <= len(self.labels) == len(set(self.labels))):
            raise ConfigurationError(
                'labels', self.labels, 'two or more different names, none empty')
        if len(self.input_shape) != 2 or not all(
                isinstance(side, int) and side >= 1 for side in self.input_shape) or (
                self.input_shape[0] * self.input_shape[1] != dense.n_inputs):
            raise ConfigurationError(
                'input_shape', self.input_shape, f'height x width = {dense.n_inputs} inputs')
        self._check_array('weights', (dense.n_inputs, dense.n_outputs), dense.weight_max_mv)
        self._check_array('theta', (dense.n_outputs,), np.inf)
        self._check_array('responses', (dense.n_outputs, len(self.labels)), np.inf)
        steps = [point.timesteps for point in self.points]
        if not steps or steps != sorted(set(steps)):
            raise ConfigurationError('points', steps, 'one or more, by rising timesteps')
        if not isinstance(self.provenance, dict):
            raise ConfigurationError('provenance', self.provenance, 'a dictionary')

    def _check_array(self, name: str, shape: tuple[int, ...], largest: float) -> None:
        array = getattr(self, name)
        if array.dtype != np.float32 or array.shape != shape:
            raise ConfigurationError(
                name, f'{array.dtype}{list(array.shape)}', f'float32{list(shape)}')
        limit = largest * (1.0 + 1.0e-5)
        if not (np.isfinite(array).all() and array.min() >= 0 and array.max() <= limit):
            raise ConfigurationError(
                name, f'{array.min()} to {array.max()}', f'finite values, 0 to {largest}')

    @property
    def n_inputs(self) -> int:
        """Return the number of inputs."""
        return self.spec.dense.n_inputs

    @property
    def full_point(self) -> OperatingPoint:
        """Return the operating point with the most timesteps."""
        return self.points[-1]

    def point(self, timesteps: int) -> OperatingPoint:
        """
        Return the operating point with this number of timesteps.

        :raises ConfigurationError: if the model has none; the message lists those it has.
        """
        for point in self.points:
            if point.timesteps == timesteps:
                return point
        known = ', '.join(str(point.timesteps) for point in self.points)
        raise ConfigurationError('timesteps', timesteps, f'one of {known}')

    def with_points(self, points: tuple[OperatingPoint, ...]) -> Model:
        """Return the same model with other operating points."""
        return replace(self, points=tuple(sorted(points, key=lambda p: p.timesteps)))

    @cached_property
    def checksum(self) -> str:
        """Return the SHA-256 of the content, in hexadecimal."""
        return model_file.checksum(self._entries())

    def save(self, path: str | Path) -> None:
        """
        Write the model to one file, completely or not at all.

        :raises OSError: if the file cannot be written.
        """
        model_file.write(Path(path), self._entries())

    @classmethod
    def load(cls, path: str | Path) -> Model:
        """
        Read a model and check everything in it.

        :raises ModelFormatError: if the file is missing, unknown, broken or inconsistent.
        """
        arrays, data = model_file.read(Path(path))
        try:
            return cls(
                spec=NetworkSpec.from_dict(data['spec']),
                labels=tuple(data['labels']),
                input_shape=tuple(data['input_shape']),
                encoding=RateEncoding(**data['encoding']),
                points=tuple(OperatingPoint.from_dict(p) for p in data['points']),
                provenance=data['provenance'],
                **arrays,
            )
        except ConfigurationError as error:
            raise ModelFormatError(path, str(error)) from error
        except (KeyError, TypeError, AttributeError) as error:
            raise ModelFormatError(
                path, f'a field is missing or of the wrong type ({error})') from error

    def _entries(self) -> tuple[dict[str, NDArray[np.float32]], dict[str, Any]]:
        """Return the arrays and the plain data that make up the file."""
        arrays = {'weights': self.weights, 'theta': self.theta, 'responses': self.responses}
        data = {
            'spec': self.spec.to_dict(),
            'labels': list(self.labels),
            'input_shape': list(self.input_shape),
            'encoding': self.encoding.to_dict(),
            'points': [point.to_dict() for point in self.points],
            'provenance': self.provenance,
        }
        return arrays, data
