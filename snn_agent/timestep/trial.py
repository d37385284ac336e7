# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
One trial of a study: a training and the measurements of its network, as plain data.

A trial fixes everything that its result depends on, so its digest can name the file that keeps
the result, and any process of any machine finds the same numbers (wall times apart).
"""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from functools import lru_cache
import hashlib
import json
import time
from typing import Any

from snn_agent import __version__
from snn_agent.datasets import ImageDataset
from snn_agent.datasets import load_dataset
from snn_agent.encoding import RateEncoding
from snn_agent.engine import Model
from snn_agent.engine import NetworkSpec
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.timestep.measure import measure
from snn_agent.timestep.trial_result import TrainingRecord
from snn_agent.timestep.trial_result import TrialResult
from snn_agent.training import default_spec
from snn_agent.training import train

__all__ = ['SPLITS', 'Trial', 'changed', 'data_parts', 'run_trial', 'train_trial']

SPLITS = ('validation', 'test')
VALIDATION_SAMPLES = 10_000
"""The last samples of the training data that judge, at most a fifth of it."""

_SAMPLE_OVERHEAD = 90
"""A sample takes as long as this many timesteps more than it has (400 neurons, 784 inputs)."""


@dataclass(frozen=True)
class Trial:
    """
    Hold everything that fixes one training and its measurements.

    :param dataset: name, see load_dataset.
    :param neurons: number of neurons.
    :param seed: of initial weights, order and spikes, in training and measurement.
    :param training: operating point at which the network is trained and its neurons labelled.
    :param inference: operating points at which the trained network is measured.
    :param rule: learning rule, see default_spec.
    :param epochs: passes over the training data.
    :param samples: use only the first samples of the training data, None for all.
    :param label_samples: how many of them label the neurons.
    :param split: what measures: ``validation``, the end of the training data, which then
        neither trains nor labels, or ``test``.
    :param changes: (constant of the network, factor) pairs, see changed.
    :param first: the training begins at another point for so many samples, see train.
    """

    dataset: str
    neurons: int
    seed: int
    training: OperatingPoint
    inference: tuple[OperatingPoint, ...]
    rule: str = 'pair'
    epochs: int = 1
    samples: int | None = None
    label_samples: int = 10_000
    split: str = 'validation'
    changes: tuple[tuple[str, float], ...] = ()
    first: tuple[OperatingPoint, int] | None = None

    def __post_init__(self) -> None:
        """Check what nothing else checks."""
        if self.split not in SPLITS:
            raise ConfigurationError('split', self.split, f'one of {", ".join(SPLITS)}')
        if not self.inference:
            raise ConfigurationError('inference', self.inference, 'one operating point or more')

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a JSON file."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        if self.first is None:
            del plain['first']
        return plain

    @cached_property
    def digest(self) -> str:
        """Return a name for all that the result depends on: version, network and trial."""
        spec, encoding = self.network()
        content = json.dumps({
            'package': __version__, 'spec': spec.to_dict(), 'encoding': encoding.to_dict(),
            **self.to_dict()}, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:24]

    def network(self) -> tuple[NetworkSpec, RateEncoding]:
        """
        Return the network and the encoding, with the changes.

        :raises ConfigurationError: if a change is impossible.
        """
        height, width = data_parts(self.dataset, self.split)[0].images.shape[1:]
        spec = default_spec(height * width, self.neurons, self.rule, self.dataset)
        return changed(spec, RateEncoding(), self.changes)

    @property
    def work(self) -> int:
        """Return how much is to be computed, in thousand timesteps, 1 or more."""
        training, measuring = data_parts(self.dataset, self.split)
        shown = min(self.samples or len(training), len(training))
        timesteps = (self.epochs * shown + min(self.label_samples, shown)) * (
            self.training.timesteps + _SAMPLE_OVERHEAD)
        if self.first:
            timesteps += self.first[1] * (self.first[0].timesteps - self.training.timesteps)
        timesteps += len(measuring) * sum(
            point.timesteps + _SAMPLE_OVERHEAD for point in self.inference)
        return max(1, timesteps // 1000)


def run_trial(trial: Trial) -> TrialResult:
    """
    Train, label, measure; the same trial gives the same numbers, wall times apart.

    :raises ConfigurationError: if the trial asks for what the network cannot have.
    :raises DataError: if the data cannot be used.
    """
    clock = _Clock()
    model = train_trial(trial, clock)
    measuring = data_parts(trial.dataset, trial.split)[1]
    shown = model.provenance['samples']
    return TrialResult(
        TrainingRecord.of(model, clock.seconds_until(shown) / shown),
        tuple(
            replace(point, measured=measure(
                model, point, measuring, seeds=(trial.seed,), split=trial.split))
            for point in trial.inference))


def train_trial(trial: Trial, progress: Any = lambda samples: None) -> Model:
    """
    Train and label the network of a trial.

    :param progress: called with the number of samples done since the last call.
    """
    training = data_parts(trial.dataset, trial.split)[0].part(slice(0, trial.samples))
    spec, encoding = trial.network()
    return train(
        training, trial.neurons, epochs=trial.epochs, seed=trial.seed, point=trial.training,
        label_samples=trial.label_samples, spec=spec, encoding=encoding, progress=progress,
        first=trial.first, provenance={'dataset': trial.dataset, 'rule': trial.rule})


@lru_cache(maxsize=4)
def data_parts(dataset: str, split: str) -> tuple[ImageDataset, ImageDataset]:
    """
    Return the data that trains and the data that measures; kept in memory.

    :param split: ``validation`` or ``test``, see Trial.
    """
    training = load_dataset(dataset, 'train')
    if split == 'test':
        return training, load_dataset(dataset, 'test')
    first = len(training) - min(VALIDATION_SAMPLES, len(training) // 5)
    return training.part(slice(0, first)), training.part(slice(first, None))


def changed(
    spec: NetworkSpec, encoding: RateEncoding, changes: tuple[tuple[str, float], ...],
) -> tuple[NetworkSpec, RateEncoding]:
    """
    Return a network and an encoding with some constants times a factor.

    :param changes: pairs of ``part.constant`` and factor; the parts are ``dense``,
        ``plasticity``, ``lif``, ``inhibition`` and ``encoding``.
    :raises ConfigurationError: if there is no such constant or it would leave its limits.
    """
    parts: dict[str, Any] = {
        'dense': spec.dense, 'plasticity': spec.dense.plasticity, 'lif': spec.lif,
        'inhibition': spec.inhibition, 'encoding': encoding}
    for name, factor in changes:
        part, _, constant = name.partition('.')
        value = getattr(parts.get(part), constant, None)
        if not isinstance(value, float):
            raise ConfigurationError('change', name, 'part.constant of the network')
        parts[part] = replace(parts[part], **{constant: value * factor})
    dense = replace(parts['dense'], plasticity=parts['plasticity'])
    return NetworkSpec((dense, parts['lif'], parts['inhibition'])), parts['encoding']


class _Clock:
    """Note when the progress of a training passes each sample; its labelling comes after."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._times: list[float] = []

    def __call__(self, samples: int) -> None:
        """Note the time of some samples."""
        self._times += [time.perf_counter()] * samples

    def seconds_until(self, sample: int) -> float:
        """Return the seconds that the first samples took."""
        return self._times[sample - 1] - self._started
