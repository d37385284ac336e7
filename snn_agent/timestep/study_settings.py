# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a study is about, and the trials that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from snn_agent.datasets import DATASET_NAMES
from snn_agent.encoding import RateEncoding
from snn_agent.engine import NetworkSpec
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.timestep.enhance import closed_form
from snn_agent.timestep.enhance import Factors
from snn_agent.timestep.enhance import UNCHANGED
from snn_agent.timestep.trial import data_parts
from snn_agent.timestep.trial import SPLITS
from snn_agent.timestep.trial import Trial
from snn_agent.training import default_spec
from snn_agent.training import enough_epochs
from snn_agent.training import FULL_TIMESTEPS
from snn_agent.training import RULES

__all__ = ['PARTS', 'STUDY_TIMESTEPS', 'StudySettings']

STUDY_TIMESTEPS = (10, 25, 35, 50, 75, 100, 150, 200, 250, 300, 350)
PARTS = ('analysis', 'enhance', 'sensitivity', 'ablation', 'switching', 'lifelong')

_BRIEF_SAMPLES = 50_000
_BRIEF_TIMESTEPS = 4_000_000
"""A brief training shows this many samples, or computes this many timesteps: a few seconds."""


@dataclass(frozen=True)
class StudySettings:
    """
    Hold what a study is about.

    :param dataset: name, see load_dataset.
    :param neurons: number of neurons.
    :param rule: learning rule, see default_spec.
    :param timesteps: numbers of timesteps, 1..350; the plain network of 350 is always there.
    :param seeds: number of seeds of each final network, >= 1.
    :param epochs: passes over the training data; None for one, or enough of a small data set.
    :param samples: use only the first samples of the training data, None for all.
    :param search_trials: trainings per number of timesteps in the search, >= 1.
    :param parts: some of PARTS.
    :param split: what measures the final networks, see Trial.
    """

    dataset: str
    neurons: int = 400
    rule: str = 'pair'
    timesteps: tuple[int, ...] = STUDY_TIMESTEPS
    seeds: int = 3
    epochs: int | None = None
    samples: int | None = None
    search_trials: int = 24
    parts: tuple[str, ...] = ('analysis', 'enhance')
    split: str = 'validation'

    def __post_init__(self) -> None:
        """Check every limit that needs no data."""
        for name, known in (
                ('dataset', DATASET_NAMES), ('rule', tuple(RULES)), ('split', SPLITS)):
            if getattr(self, name) not in known:
                raise ConfigurationError(
                    name, getattr(self, name), f'one of {", ".join(known)}')
        for count in self.timesteps:
            if not 1 <= count <= FULL_TIMESTEPS:
                raise ConfigurationError('timesteps', count, f'1 to {FULL_TIMESTEPS}')
        for part in self.parts:
            if part not in PARTS:
                raise ConfigurationError('parts', part, f'some of {", ".join(PARTS)}')
        for name in ('seeds', 'search_trials'):
            if getattr(self, name) < 1:
                raise ConfigurationError(name, getattr(self, name), 'a whole number of 1 or more')

    @property
    def counts(self) -> tuple[int, ...]:
        """Return the numbers of timesteps, sorted, with the full one."""
        return tuple(sorted({*self.timesteps, FULL_TIMESTEPS}))

    @property
    def enhanced_counts(self) -> tuple[int, ...]:
        """Return the numbers of timesteps at which networks are enhanced, sorted."""
        return tuple(sorted({*self.timesteps}))

    @property
    def spec(self) -> NetworkSpec:
        """Return the network without changes."""
        height, width = data_parts(self.dataset, self.split)[0].images.shape[1:]
        return default_spec(height * width, self.neurons, self.rule, self.dataset)

    @property
    def training_samples(self) -> int:
        """Return how many samples there are to train on."""
        available = len(data_parts(self.dataset, self.split)[0])
        return min(self.samples or available, available)

    def enhanced(self, timesteps: int, factors: Factors = UNCHANGED) -> OperatingPoint:
        """Return the closed form for this study's network, times factors."""
        return closed_form(timesteps, RateEncoding().dt_s, self.spec.lif.tau_membrane_s, factors)

    def full_trial(
        self, point: OperatingPoint, seed: int, inference: tuple[OperatingPoint, ...] = (),
        passes: int | None = None, first: OperatingPoint | None = None,
    ) -> Trial:
        """
        Return a whole training at a point.

        :param inference: where it is measured; at the point of the training by default.
        :param passes: over the data; as the settings say by default.
        :param first: another point at which the first half of the samples is learned.
        """
        epochs = passes or self.epochs or enough_epochs(self.training_samples)
        return Trial(
            self.dataset, self.neurons, seed, point, inference or (point,), rule=self.rule,
            epochs=epochs, samples=self.samples, split=self.split,
            first=(first, epochs * self.training_samples // 2) if first else None)

    def brief_trial(
        self, point: OperatingPoint, changes: tuple[tuple[str, float], ...] = (), seed: int = 0,
        inference: tuple[OperatingPoint, ...] = (),
    ) -> Trial:
        """Return a training of a few seconds that validation samples judge, see full_trial."""
        shown = min(_BRIEF_SAMPLES, max(1, _BRIEF_TIMESTEPS // point.timesteps))
        samples = min(shown, self.training_samples)
        epochs = min(
            self.epochs or enough_epochs(self.training_samples), max(1, shown // samples))
        return Trial(
            self.dataset, self.neurons, seed, point, inference or (point,), rule=self.rule,
            epochs=epochs,
            samples=samples, changes=changes)
