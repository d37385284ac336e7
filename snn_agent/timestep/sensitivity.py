# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Which constants matter when the number of timesteps changes (TopSpark's second step).

Each constant of the network is changed by a factor, one at a time, around the enhanced point;
its sensitivity is the largest change of the accuracy. The three with the largest are then
changed together. The spread of the unchanged network over seeds says what is noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields
from itertools import product

from snn_agent.encoding import RateEncoding
from snn_agent.engine import NetworkSpec
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.timestep.runner import Runner
from snn_agent.timestep.study_settings import StudySettings
from snn_agent.timestep.trial import changed
from snn_agent.timestep.trial import Trial
from snn_agent.timestep.trial_result import TrialResult

__all__ = [
    'FACTORS', 'JOINT_FACTORS', 'Changed', 'constants', 'joint', 'one_at_a_time', 'ranking',
    'sensitivity_work']

FACTORS = (0.25, 0.5, 0.75, 1.5, 2.0)
JOINT_FACTORS = (0.5, 1.0, 2.0)
TOP = 3
NOISE_SEEDS = (0, 1, 2)

_NETWORK = (
    'lif.threshold_mv', 'lif.reset_mv', 'lif.refractory_s', 'lif.tau_membrane_s',
    'lif.theta_step_mv', 'lif.tau_theta_s', 'encoding.max_rate_hz', 'dense.weight_mean_mv',
    'inhibition.strength_mv')

Changes = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """
    Hold one training with changed constants.

    :param timesteps: at which it was trained and measured.
    :param changes: (constant, factor) pairs; none for the unchanged network.
    :param trial: what was run.
    :param result: what it found.
    """

    timesteps: int
    changes: Changes
    trial: Trial
    result: TrialResult

    @property
    def accuracy(self) -> float:
        """Return the share of right labels, 0..1."""
        record = self.result.points[0].measured
        assert record is not None
        return record.accuracy


def constants(spec: NetworkSpec) -> tuple[str, ...]:
    """Return the names of the constants that are changed: of the network and of its rule."""
    rule = spec.dense.plasticity
    names = () if rule is None else tuple(
        f'plasticity.{field.name}' for field in fields(rule)
        if isinstance(getattr(rule, field.name), float))
    return _NETWORK + names


def one_at_a_time(
    settings: StudySettings, points: dict[int, OperatingPoint], runner: Runner,
) -> list[Changed]:
    """
    Train with every constant times every factor, and unchanged with several seeds.

    What would leave the limits of a constant (a reset above the threshold) is left out.

    :param points: enhanced points by number of timesteps.
    """
    asked = _plan(settings, points)
    results = runner.run([trial for _, _, trial in asked])
    return [Changed(*what, result) for what, result in zip(asked, results)]


def joint(
    settings: StudySettings, points: dict[int, OperatingPoint], names: Sequence[str],
    runner: Runner,
) -> list[Changed]:
    """
    Train with several constants changed at the same time, all combinations of JOINT_FACTORS.

    :param names: the constants.
    """
    combinations: list[Changes] = [
        tuple((name, factor) for name, factor in zip(names, factors) if factor != 1.0)
        for factors in product(JOINT_FACTORS, repeat=len(names))]
    asked = [
        (count, changes, settings.brief_trial(point, changes))
        for count, point in points.items() for changes in combinations
        if _is_possible(settings, changes)]
    results = runner.run([trial for _, _, trial in asked])
    return [Changed(*what, result) for what, result in zip(asked, results)]


def ranking(found: Sequence[Changed]) -> list[tuple[str, float]]:
    """
    Return (constant, sensitivity) by falling sensitivity, the mean over numbers of timesteps.

    :param found: what one_at_a_time gave.
    """
    base = {one.timesteps: one.accuracy for one in reversed(found) if not one.changes}
    largest: dict[str, dict[int, float]] = {}
    for one in found:
        for name, _ in one.changes:
            by_count = largest.setdefault(name, {})
            difference = abs(one.accuracy - base[one.timesteps])
            by_count[one.timesteps] = max(difference, by_count.get(one.timesteps, 0.0))
    means = {name: sum(row.values()) / len(row) for name, row in largest.items()}
    return sorted(means.items(), key=lambda pair: -pair[1])


def sensitivity_work(settings: StudySettings, points: dict[int, OperatingPoint]) -> int:
    """Return the work of all trials, see Trial.work, if every joint change is possible."""
    single = sum(trial.work for _, _, trial in _plan(settings, points))
    combinations = int(len(JOINT_FACTORS) ** TOP)
    return single + combinations * sum(
        settings.brief_trial(point).work for point in points.values())


def _plan(
    settings: StudySettings, points: dict[int, OperatingPoint],
) -> list[tuple[int, Changes, Trial]]:
    """Return (timesteps, changes, trial); the unchanged network with the first seed leads."""
    changes: list[Changes] = [
        ((name, factor),) for name in constants(settings.spec) for factor in FACTORS]
    possible = [change for change in changes if _is_possible(settings, change)]
    found: list[tuple[int, Changes, Trial]] = []
    for count, point in points.items():
        found += [(count, (), settings.brief_trial(point, seed=seed)) for seed in NOISE_SEEDS]
        found += [(count, change, settings.brief_trial(point, change)) for change in possible]
    return found


def _is_possible(settings: StudySettings, changes: Changes) -> bool:
    try:
        changed(settings.spec, RateEncoding(), changes)
    except ConfigurationError:
        return False
    return True
