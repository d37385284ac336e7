# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
A whole study, as TopSpark orders it: analysis, sensitivity, enhancement, and what it is worth.

``analysis``     plain networks trained and run at each number of timesteps, and the plain network
                 of the full number, run at each
``enhance``      search at each number of timesteps, then whole trainings with what it found,
                 run with and without early exit
``sensitivity``  which constants matter around the enhanced point
``ablation``     what each mechanism of the enhancement is worth
``switching``    plain at the full number for half of the samples, then enhanced, learning on
``lifelong``     the same data again and again: does the accuracy stay?
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from snn_agent.engine import OperatingPoint
from snn_agent.timestep.ablation import ablate
from snn_agent.timestep.ablation import ablation_trials
from snn_agent.timestep.enhance import Factors
from snn_agent.timestep.exit_margin import earliest_exit
from snn_agent.timestep.exit_margin import exits
from snn_agent.timestep.extras import require
from snn_agent.timestep.long_run import lifelong_trials
from snn_agent.timestep.long_run import switching_trials
from snn_agent.timestep.rows import make_rows
from snn_agent.timestep.rows import Row
from snn_agent.timestep.runner import Runner
from snn_agent.timestep.search import Attempt
from snn_agent.timestep.search import best
from snn_agent.timestep.search import search
from snn_agent.timestep.search import search_work
from snn_agent.timestep.sensitivity import Changed
from snn_agent.timestep.sensitivity import joint
from snn_agent.timestep.sensitivity import one_at_a_time
from snn_agent.timestep.sensitivity import ranking
from snn_agent.timestep.sensitivity import sensitivity_work
from snn_agent.timestep.sensitivity import TOP
from snn_agent.timestep.study_settings import StudySettings
from snn_agent.timestep.trial import Trial
from snn_agent.training import FULL_TIMESTEPS

__all__ = ['Study', 'run_study', 'study_work']

CLOSE_UP = (10, 50, 350)
"""Sensitivity and ablation look at the study's numbers of timesteps nearest to these."""


@dataclass
class Study:
    """
    Hold what a study has found.

    :param settings: what it is about.
    :param device: device profile of the search's energy.
    :param rows: all measurements.
    :param attempts: the search, by number of timesteps.
    :param points: enhanced operating points, by number of timesteps.
    :param early: the same with early exit, where that keeps the accuracy.
    :param ranking: (constant, sensitivity), the largest first.
    """

    settings: StudySettings
    device: str
    rows: list[Row] = field(default_factory=list)
    attempts: dict[int, list[Attempt]] = field(default_factory=dict)
    points: dict[int, OperatingPoint] = field(default_factory=dict)
    early: dict[int, OperatingPoint] = field(default_factory=dict)
    ranking: list[tuple[str, float]] = field(default_factory=list)


def run_study(settings: StudySettings, runner: Runner, device: str) -> Study:
    """
    Run all parts of a study.

    The plain network of the full timesteps, against which all others are judged, is always
    part of it. Without ``enhance``, the enhanced points are those of the closed form.

    :param runner: runs the trials.
    :param device: name of a device profile.
    :raises ConfigurationError, DataError, OSError: see Runner.run.
    """
    if 'enhance' in settings.parts:
        require('optuna', 'the part enhance')     # before hours of work, not after
    study = Study(settings, device)
    _run_rows(study, runner, _plain_trials(settings))
    study.points = {count: settings.enhanced(count) for count in settings.enhanced_counts}
    if 'enhance' in settings.parts:
        _enhance(study, runner)
    close_up = {count: study.points[count] for count in _close_up(settings)}
    if 'sensitivity' in settings.parts:
        _examine(study, runner, close_up)
    if 'ablation' in settings.parts:
        for one in ablate(settings, close_up, runner):
            study.rows += make_rows('ablation', one.trial, one.result, one.variant)
    _run_rows(study, runner, _long_trials(settings, study.points))
    return study


def study_work(settings: StudySettings) -> int:
    """Return the work of all trials of a study, see Trial.work."""
    total = sum(trial.work for _, trial in _plain_trials(settings))
    points = {count: settings.enhanced(count) for count in settings.enhanced_counts}
    close_up = {count: points[count] for count in _close_up(settings)}
    if 'enhance' in settings.parts:
        total += search_work(settings)
        total += sum(trial.work for _, trial in _exit_trials(settings, points))
        early = {count: exits(point)[-1] for count, point in points.items()}
        total += sum(trial.work for _, trial in _enhanced_trials(settings, points, early))
    if 'sensitivity' in settings.parts:
        total += sensitivity_work(settings, close_up)
    if 'ablation' in settings.parts:
        total += sum(trial.work for _, _, trial in ablation_trials(settings, close_up))
    total += sum(trial.work for _, trial in _long_trials(settings, points))
    return total


def _plain_trials(settings: StudySettings) -> list[tuple[str, Trial]]:
    """Return (curve, trial) of the plain networks; that of the full timesteps runs at all."""
    reduced = tuple(OperatingPoint(count) for count in settings.counts)
    trials = [
        ('reduced', settings.full_trial(reduced[-1], seed, reduced))
        for seed in range(settings.seeds)]
    if 'analysis' in settings.parts:
        trials += [
            ('plain', settings.full_trial(point, seed))
            for point in reduced[:-1] for seed in range(settings.seeds)]
    return trials


def _enhanced_trials(
    settings: StudySettings, points: dict[int, OperatingPoint], early: dict[int, OperatingPoint],
) -> list[tuple[str, Trial]]:
    """Return (curve, trial) of whole trainings at points, run with and without early exit."""
    return [
        ('enhanced', settings.full_trial(point, seed, tuple(dict.fromkeys((point, early[count])))))
        for count, point in points.items() for seed in range(settings.seeds)]


def _long_trials(
    settings: StudySettings, points: dict[int, OperatingPoint],
) -> list[tuple[str, Trial]]:
    """Return (curve, trial) of the parts switching and lifelong."""
    trials = []
    if 'switching' in settings.parts:
        trials += [('switched', trial) for trial in switching_trials(settings, points)]
    if 'lifelong' in settings.parts:
        trials += [('lifelong', trial) for trial in lifelong_trials(settings, points)]
    return trials


def _exit_trials(
    settings: StudySettings, points: dict[int, OperatingPoint],
) -> list[tuple[int, Trial]]:
    """Return (timesteps, trial) of brief trainings, judged with every exit margin."""
    return [
        (count, settings.brief_trial(point, inference=exits(point)))
        for count, point in points.items()]


def _run_rows(study: Study, runner: Runner, asked: list[tuple[str, Trial]]) -> None:
    """Run trials and keep their rows."""
    for (curve, trial), result in zip(asked, runner.run([trial for _, trial in asked])):
        for row in make_rows(curve, trial, result):
            if curve == 'reduced' and row['timesteps'] == FULL_TIMESTEPS:
                study.rows.append({**row, 'curve': 'plain'})
            study.rows.append({**row, 'curve': 'exit'} if row['exit_margin'] else row)


def _enhance(study: Study, runner: Runner) -> None:
    """Search, then train whole networks at the best point of each number of timesteps."""
    settings = study.settings
    full = next(row for row in study.rows if row['timesteps'] == FULL_TIMESTEPS)
    study.attempts = search(
        settings, runner, float(full[f'inference_energy_j_{study.device}']), study.device)
    for count, attempts in study.attempts.items():
        study.points[count] = settings.enhanced(count, best(attempts).factors)
        for one in attempts:
            study.rows += make_rows('search', one.trial, one.result, _factors_text(one.factors))
    asked = _exit_trials(settings, study.points)
    for (count, _), result in zip(asked, runner.run([trial for _, trial in asked])):
        study.early[count] = replace(earliest_exit(result.points), measured=None)
    _run_rows(study, runner, _enhanced_trials(settings, study.points, study.early))


def _examine(study: Study, runner: Runner, points: dict[int, OperatingPoint]) -> None:
    """Change constants one at a time, then those that matter most together."""
    single = one_at_a_time(study.settings, points, runner)
    study.ranking = ranking(single)
    names = [name for name, _ in study.ranking[:TOP]]
    together = joint(study.settings, points, names, runner)
    for curve, found in (('sensitivity', single), ('joint', together)):
        study.rows += _changed_rows(curve, found)


def _changed_rows(curve: str, found: list[Changed]) -> Iterator[Row]:
    for one in found:
        variant = ' '.join(f'{name}*{factor:g}' for name, factor in one.changes)
        yield from make_rows(curve, one.trial, one.result, variant)


def _factors_text(factors: Factors) -> str:
    """Return factors in a few words; nothing for the closed form."""
    names = ('rate', 'threshold', 'inhibition', 'learning_rate', 'threshold_adaptation')
    return ' '.join(
        f'{name}*{getattr(factors, name):.3f}' for name in names if getattr(factors, name) != 1.0)


def _close_up(settings: StudySettings) -> tuple[int, ...]:
    """Return the study's numbers of timesteps nearest to CLOSE_UP."""
    counts = settings.enhanced_counts
    nearest = {min(counts, key=lambda count: abs(count - near)) for near in CLOSE_UP}
    return tuple(sorted(nearest))
