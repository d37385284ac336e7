# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
A small search around the closed form, for each number of timesteps.

Five factors (see Factors) are drawn by a tree-structured Parzen estimator (Bergstra et al., NIPS
2011, as Optuna implements it). A candidate is trained briefly and judged on validation samples:

    score = accuracy - energy_weight x E / E0

with its modelled energy E per inference and that of the plain network at the full number of
timesteps, E0. The closed form itself is always the first candidate. Candidates are asked for in
batches of fixed size and told in order, so the outcome depends neither on the number of workers
nor on which trial ends first, and a repeated search asks for the same trials again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields
from typing import Any

from snn_agent.timestep.enhance import Factors
from snn_agent.timestep.extras import require
from snn_agent.timestep.runner import Runner
from snn_agent.timestep.study_settings import StudySettings
from snn_agent.timestep.trial import Trial
from snn_agent.timestep.trial_result import TrialResult

__all__ = ['ENERGY_WEIGHT', 'Attempt', 'best', 'search', 'search_work']

ENERGY_WEIGHT = 0.02
"""All of the plain network's energy weighs as much as 2 points of accuracy."""
BATCH = 4
_RANDOM = 8
"""Candidates before the estimator has a say, the closed form among them."""

_RANGES = {
    'rate': (0.6, 1.6),
    'threshold': (0.6, 1.6),
    'inhibition': (0.25, 2.0),
    'learning_rate': (0.25, 2.0),
    'threshold_adaptation': (0.6, 1.6),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """
    Hold one candidate of a search.

    :param factors: around the closed form.
    :param trial: what was run.
    :param result: what it found.
    :param score: see the module.
    """

    factors: Factors
    trial: Trial
    result: TrialResult
    score: float


def search(
    settings: StudySettings, runner: Runner, full_energy_j: float, device: str,
    energy_weight: float = ENERGY_WEIGHT,
) -> dict[int, list[Attempt]]:
    """
    Return all candidates that were tried, by number of timesteps, in the order they were asked.

    :param settings: names the timesteps and the number of candidates of each.
    :param runner: runs the trials; those of all numbers of timesteps side by side.
    :param full_energy_j: E0, joules per inference on the device.
    :param device: name of a device profile.
    :param energy_weight: 0 or more.
    :raises ConfigurationError: if Optuna is not installed.
    """
    samplers = {count: _Sampler(seed=count) for count in settings.enhanced_counts}
    tried: dict[int, list[Attempt]] = {count: [] for count in settings.enhanced_counts}
    for first in range(0, settings.search_trials, BATCH):
        size = min(BATCH, settings.search_trials - first)
        asked = [
            (count, factors) for count, sampler in samplers.items()
            for factors in sampler.ask(size)]
        trials = [
            settings.brief_trial(settings.enhanced(count, factors)) for count, factors in asked]
        for (count, factors), trial, result in zip(asked, trials, runner.run(trials)):
            record = result.points[0].measured
            assert record is not None
            score = record.accuracy - (
                energy_weight * record.energy_modelled_j[device] / full_energy_j)
            tried[count].append(Attempt(factors, trial, result, score))
        for count, sampler in samplers.items():
            sampler.tell([attempt.score for attempt in tried[count][first:]])
    return tried


def best(attempts: Sequence[Attempt]) -> Attempt:
    """Return the attempt with the highest score, the first of equals."""
    return max(attempts, key=lambda attempt: attempt.score)


def search_work(settings: StudySettings) -> int:
    """Return the work of all trials of a search, see Trial.work."""
    return settings.search_trials * sum(
        settings.brief_trial(settings.enhanced(count)).work for count in settings.enhanced_counts)


class _Sampler:
    """
    Ask for factors in batches.

    :param seed: fixes what is asked, given the scores.
    """

    def __init__(self, seed: int) -> None:
        optuna = require('optuna', 'the part enhance')
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self._study = optuna.create_study(
            direction='maximize', sampler=optuna.samplers.TPESampler(
                seed=seed, n_startup_trials=_RANDOM))
        self._study.enqueue_trial(asdict(Factors()))
        self._open: list[Any] = []

    def ask(self, size: int) -> list[Factors]:
        """Return the next candidates."""
        self._open = [self._study.ask() for _ in range(size)]
        return [
            Factors(**{
                field.name: trial.suggest_float(field.name, *_RANGES[field.name], log=True)
                for field in fields(Factors)})
            for trial in self._open]

    def tell(self, scores: Sequence[float]) -> None:
        """Say how the last batch did, in its order."""
        for trial, score in zip(self._open, scores):
            self._study.tell(trial, score)
