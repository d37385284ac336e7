# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The outcome of a study in numbers: means and spreads, Pareto set, choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import product
import math
from statistics import mean
from statistics import stdev
from typing import Any

from snn_agent.timestep.rows import column_meanings
from snn_agent.timestep.rows import Row
from snn_agent.timestep.search import best
from snn_agent.timestep.study import Study
from snn_agent.timestep.tradeoff import Candidate
from snn_agent.timestep.tradeoff import choose
from snn_agent.timestep.tradeoff import Limits
from snn_agent.timestep.tradeoff import pareto
from snn_agent.timestep.tradeoff import score
from snn_agent.timestep.tradeoff import WEIGHTS
from snn_agent.training import FULL_TIMESTEPS

__all__ = ['CHOICE_WEIGHTS', 'full_candidate', 'study_candidates', 'summarise_study']

CHOICE_WEIGHTS = (0.1, 0.1)
"""tau and eps of the choice whose network a study keeps."""

CURVES = ('plain', 'reduced', 'enhanced', 'exit')


def summarise_study(study: Study, limits: Limits) -> dict[str, Any]:
    """
    Return the outcome as plain data for a JSON file.

    :param limits: what the choices must keep to.
    :raises ConfigurationError: if no point keeps them.
    """
    full, candidates = full_candidate(study), study_candidates(study)
    choices = [
        _choice(candidates, full, limits, tau, eps) for tau, eps in product(WEIGHTS, WEIGHTS)]
    chosen = choose(candidates, full, limits, *CHOICE_WEIGHTS)
    return {
        'settings': asdict(study.settings), 'device': study.device,
        'limits': {name: value for name, value in asdict(limits).items() if value != math.inf},
        'curves': {curve: _curve(study, curve) for curve in CURVES},
        'switched': _curve(study, 'switched'),
        'lifelong': _lifelong(study.rows),
        'search': [_search(study, count) for count in study.attempts],
        'points': [point.to_dict() for point in study.points.values()],
        'sensitivity': {
            'noise': _noise(study.rows), 'ranking': [list(pair) for pair in study.ranking]},
        'full': _plain(full),
        'pareto': [_plain(one) for one in pareto(candidates)],
        'choices': choices,
        'chosen': {**_plain(chosen), **_gain(study, chosen.timesteps)},
        'columns': column_meanings(),
    }


def full_candidate(study: Study) -> Candidate:
    """Return the plain network of the full timesteps, against which all is judged."""
    return _candidate(study, 'plain', FULL_TIMESTEPS)


def study_candidates(study: Study) -> list[Candidate]:
    """Return the enhanced networks, or the plain ones if the study has no others."""
    curve = 'enhanced' if _select(study.rows, 'enhanced') else 'plain'
    counts = sorted({int(row['timesteps']) for row in _select(study.rows, curve)})
    return [_candidate(study, curve, count) for count in counts]


def _candidate(study: Study, curve: str, count: int) -> Candidate:
    """Return the means over seeds of a curve at a number of timesteps."""
    rows = _select(study.rows, curve, count)
    latency = f'inference_latency_s_{study.device}'
    return Candidate(
        count,
        _mean(rows, 'accuracy'),
        _mean(rows, 'inference_timesteps'),
        _mean(rows, f'inference_energy_j_{study.device}'),
        _mean(rows, latency) if latency in rows[0] else math.nan)


def _choice(
    candidates: Sequence[Candidate], full: Candidate, limits: Limits, tau: float, eps: float,
) -> dict[str, float]:
    """Return what is chosen for a pair of weights."""
    chosen = choose(candidates, full, limits, tau, eps)
    return {
        'latency_weight': tau, 'energy_weight': eps, 'timesteps': chosen.timesteps,
        'score': score(chosen, full, tau, eps)}


def _gain(study: Study, count: int) -> dict[str, float]:
    """Return how the chosen network compares with the plain one of the full timesteps."""
    curve = 'enhanced' if _select(study.rows, 'enhanced') else 'plain'
    here = _select(study.rows, curve, count)
    full = _select(study.rows, 'plain', FULL_TIMESTEPS)

    def ratio(name: str) -> float:
        return _mean(full, name) / _mean(here, name)
    return {
        'accuracy_difference': _mean(here, 'accuracy') - _mean(full, 'accuracy'),
        'times_fewer_timesteps': ratio('inference_timesteps'),
        'times_less_inference_energy': ratio(f'inference_energy_j_{study.device}'),
        'times_less_training_energy': ratio(f'training_energy_j_{study.device}'),
    }


def _curve(study: Study, curve: str) -> list[dict[str, Any]]:
    """Return mean and spread over the seeds, for each number of timesteps."""
    names = [*_QUANTITIES, *(f'{phase}_energy_j_{study.device}' for phase in _PHASES)]
    counts = sorted({int(row['timesteps']) for row in _select(study.rows, curve)})
    return [
        {'timesteps': count, 'seeds': len(rows), **{
            name: _spread([float(row[name]) for row in rows]) for name in names}}
        for count in counts for rows in [_select(study.rows, curve, count)]]


def _lifelong(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return accuracy and thresholds after each number of passes."""
    by_pass: dict[tuple[int, int], list[Row]] = {}
    for row in _select(rows, 'lifelong'):
        by_pass.setdefault((int(row['timesteps']), int(row['epochs'])), []).append(row)
    return [
        {'timesteps': count, 'passes': passes, 'seeds': len(found), **{
            name: _spread([float(row[name]) for row in found])
            for name in ('accuracy', 'theta_mean_mv')}}
        for (count, passes), found in sorted(by_pass.items())]


def _search(study: Study, count: int) -> dict[str, Any]:
    """Return what a search found beside what the closed form had."""
    attempts = study.attempts[count]
    found = best(attempts)
    return {
        'timesteps': count, 'attempts': len(attempts), 'factors': asdict(found.factors),
        'score': found.score, 'closed_form_score': attempts[0].score}


def _noise(rows: Sequence[Row]) -> float | None:
    """Return the largest spread over seeds of the unchanged brief training, None without."""
    unchanged = [row for row in _select(rows, 'sensitivity') if not row['variant']]
    by_count: dict[object, list[float]] = {}
    for row in unchanged:
        by_count.setdefault(row['timesteps'], []).append(float(row['accuracy']))
    return max((max(found) - min(found) for found in by_count.values()), default=None)


def _plain(candidate: Candidate) -> dict[str, float | None]:
    """Return plain data; what is not known is None."""
    return {
        name: value if math.isfinite(value) else None
        for name, value in asdict(candidate).items()}


def _select(rows: Sequence[Row], curve: str, count: int | None = None) -> list[Row]:
    return [
        row for row in rows
        if row['curve'] == curve and (count is None or row['timesteps'] == count)]


def _mean(rows: Sequence[Row], name: str) -> float:
    return mean(float(row[name]) for row in rows)


def _spread(values: list[float]) -> dict[str, float]:
    return {
        'mean': mean(values), 'min': min(values), 'max': max(values),
        'std': stdev(values) if len(values) > 1 else 0.0}


_PHASES = ('inference', 'training')
_QUANTITIES = (
    'accuracy', 'silent_ratio', 'dead_neurons', 'theta_mean_mv', 'theta_max_mv',
    'inference_timesteps', 'inference_output_spikes', 'inference_synaptic_operations',
    'training_synaptic_operations')
