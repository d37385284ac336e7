# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The rows of a study: one for each network, seed and inference point, as plain numbers."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
import csv
from functools import cache
import io
from math import isfinite
from pathlib import Path

from snn_agent.energy import DeviceProfile
from snn_agent.energy import load_profile
from snn_agent.energy import modelled_latency_s
from snn_agent.energy import profile_names
from snn_agent.engine import OpCounts
from snn_agent.engine import OperatingPoint
from snn_agent.engine.counts import COUNT_NAMES
from snn_agent.files import whole_file
from snn_agent.timestep.trial import Trial
from snn_agent.timestep.trial_result import TrialResult

__all__ = ['WALL_TIMES', 'Row', 'column_meanings', 'make_rows', 'write_rows']

Row = dict[str, str | int | float]

WALL_TIMES = ('latency_s', 'training_seconds_per_sample')
"""The only columns that differ when a study is repeated."""

_POINT = (
    'threshold_scale', 'rate_scale', 'inhibition_scale', 'refractory_scale', 'leak_scale',
    'learning_rate_scale', 'threshold_adaptation_scale', 'threshold_decay_scale', 'window_scale',
    'encoding', 'on_silence', 'exit_margin')

_MEANINGS = {
    'curve': 'plain: trained and run at these timesteps without enhancement; reduced: plain '
             'network of the full timesteps, run at fewer; enhanced; exit: enhanced, with early '
             'exit; switched: begun at the full timesteps, then enhanced; lifelong: the '
             'enhanced network of the fewest timesteps and the plain one of the full, pass after '
             'pass; search, sensitivity and ablation: brief trainings, comparable within their '
             'curve only',
    'variant': 'what was changed, empty if nothing',
    'dataset': 'name of the data set',
    'neurons': 'neurons of the network',
    'rule': 'learning rule',
    'seed': 'of initial weights, order and spikes',
    'epochs': 'passes over the training data',
    'training_samples': 'samples shown in training, all passes',
    'trained_at': 'timesteps per presentation in training',
    'timesteps': 'timesteps per presentation in inference',
    'split': 'what was measured on: validation (end of the training data) or test',
    'samples': 'number of samples measured',
    'accuracy': 'share of right labels',
    'accuracy_low': 'lower end of its 95% interval (Wilson)',
    'accuracy_high': 'upper end',
    'silent_ratio': 'share of samples without an output spike in the first presentation',
    'training_represented_ratio': 'share of training samples that were shown again',
    'dead_neurons': 'neurons that answer to no labelled sample',
    'theta_mean_mv': 'mean adaptive threshold after training, mV',
    'theta_max_mv': 'largest adaptive threshold, mV',
    **{name: 'of the operating point of the inference' for name in _POINT},
    'latency_s': 'median wall time per inference, s (other workers ran beside it)',
    'training_seconds_per_sample': 'wall time per training sample, s (the same)',
}


def column_meanings() -> dict[str, str]:
    """Return what each column says, in the order of the columns."""
    meanings = {**_MEANINGS}
    for phase in ('inference', 'training'):
        for name in COUNT_NAMES:
            meanings[f'{phase}_{name}'] = f'mean per sample of {phase}, see OpCounts'
        for profile in _profiles():
            meanings[f'{phase}_energy_j_{profile.name}'] = f'J per sample of {phase}, modelled'
    for profile in _clocked():
        meanings[f'inference_latency_s_{profile.name}'] = 's per sample of inference, modelled'
    return meanings


def make_rows(
    curve: str, trial: Trial, result: TrialResult, variant: str = '',
) -> Iterator[Row]:
    """
    Yield one row for each inference point of a trial.

    :param curve: see column_meanings.
    :param variant: what was changed.
    """
    for point in result.points:
        row = _row(trial, result, point)
        yield {'curve': curve, 'variant': variant, **row}


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """
    Write rows as a CSV file with a line of column names.

    :raises OSError: if it cannot be written.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, list(column_meanings()), lineterminator='\n')
    writer.writeheader()
    writer.writerows(rows)
    with whole_file(path) as stream:
        stream.write(text.getvalue().encode())


def _row(trial: Trial, result: TrialResult, point: OperatingPoint) -> Row:
    """Return everything but curve and variant."""
    measured, training = point.measured, result.training
    assert measured is not None
    return {
        'dataset': trial.dataset, 'neurons': trial.neurons, 'rule': trial.rule,
        'seed': trial.seed, 'epochs': trial.epochs, 'training_samples': training.samples,
        'trained_at': trial.training.timesteps, 'timesteps': point.timesteps,
        'split': measured.split, 'samples': measured.samples, 'accuracy': measured.accuracy,
        'accuracy_low': measured.accuracy_low, 'accuracy_high': measured.accuracy_high,
        'silent_ratio': measured.silent_ratio,
        'training_represented_ratio': training.represented_ratio,
        'dead_neurons': training.dead_neurons, 'theta_mean_mv': training.theta_mean_mv,
        'theta_max_mv': training.theta_max_mv,
        **{name: getattr(point, name) for name in _POINT},
        **_costs('inference', measured.counts, measured.energy_modelled_j),
        **_costs('training', training.counts, training.energy_modelled_j),
        **{f'inference_latency_s_{profile.name}': modelled_latency_s(measured.counts, profile)
           for profile in _clocked()},
        'latency_s': measured.latency_s,
        'training_seconds_per_sample': training.seconds_per_sample,
    }


def _costs(phase: str, counts: OpCounts, energy_j: dict[str, float]) -> Row:
    return {
        **{f'{phase}_{name}': value for name, value in counts.as_dict().items()},
        **{f'{phase}_energy_j_{name}': value for name, value in energy_j.items()}}


@cache
def _profiles() -> tuple[DeviceProfile, ...]:
    return tuple(load_profile(name) for name in profile_names())


def _clocked() -> tuple[DeviceProfile, ...]:
    """Return the profiles that can model a latency."""
    return tuple(profile for profile in _profiles() if isfinite(profile.clock_hz))
