# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What each mechanism of the enhancement is worth: training without it, at the enhanced point."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace

from snn_agent.engine import OperatingPoint
from snn_agent.timestep.runner import Runner
from snn_agent.timestep.study_settings import StudySettings
from snn_agent.timestep.trial import Trial
from snn_agent.timestep.trial_result import TrialResult

__all__ = [
    'ENHANCED', 'MECHANISMS', 'NAIVE', 'Ablated', 'ablate', 'ablation_trials', 'mechanisms',
    'without']

_NEUTRAL: dict[str, dict[str, float | str]] = {
    'systematic encoding': {'encoding': 'poisson'},
    'nearest neuron fires': {'on_silence': 'present_again'},
    'threshold and inhibition scales': {'threshold_scale': 1.0, 'inhibition_scale': 1.0},
    'input rate scale': {'rate_scale': 1.0},
    'learning rate scale': {'learning_rate_scale': 1.0},
    'threshold adaptation scale': {'threshold_adaptation_scale': 1.0},
    'threshold decay scale': {'threshold_decay_scale': 1.0},
    'refractory scale': {'refractory_scale': 1.0},
    'update window scale': {'window_scale': 1.0},
}

MECHANISMS = tuple(_NEUTRAL)
"""What can be switched off. Without 'nearest neuron fires' a silent sample is shown again."""

ENHANCED = 'enhanced'
NAIVE = 'none of them (naive)'


@dataclass(frozen=True, slots=True)
class Ablated:
    """
    Hold one training of the ablation.

    :param timesteps: at which it was trained and measured.
    :param variant: the mechanism that was off, or what else it was.
    :param trial: what was run.
    :param result: what it found.
    """

    timesteps: int
    variant: str
    trial: Trial
    result: TrialResult


def mechanisms(rule: str) -> tuple[str, ...]:
    """Return what can be switched off under a learning rule; only the windowed has windows."""
    return tuple(name for name in MECHANISMS if rule == 'windowed' or 'window' not in name)


def without(point: OperatingPoint, mechanism: str) -> OperatingPoint:
    """
    Return a point with one mechanism off.

    Without the input rate scale, threshold and inhibition lose the factor that follows it.
    """
    off = replace(point, **_NEUTRAL[mechanism])  # type: ignore[arg-type]
    if mechanism != 'input rate scale':
        return off
    return replace(
        off, threshold_scale=point.threshold_scale / point.rate_scale,
        inhibition_scale=point.inhibition_scale / point.rate_scale)


def ablation_trials(
    settings: StudySettings, points: dict[int, OperatingPoint],
) -> list[tuple[int, str, Trial]]:
    """
    Return (timesteps, variant, trial) of every training of the ablation.

    :param points: enhanced points by number of timesteps.
    """
    found = []
    for count, point in points.items():
        variants = {ENHANCED: point}
        variants |= {f'no {name}': without(point, name) for name in mechanisms(settings.rule)}
        variants[NAIVE] = OperatingPoint(count)
        found += [
            (count, name, settings.brief_trial(variant)) for name, variant in variants.items()]
    return found


def ablate(
    settings: StudySettings, points: dict[int, OperatingPoint], runner: Runner,
) -> list[Ablated]:
    """
    Train with every mechanism, with one off at a time, and with none.

    :param points: enhanced points by number of timesteps.
    """
    asked = ablation_trials(settings, points)
    results = runner.run([trial for _, _, trial in asked])
    return [Ablated(*what, result) for what, result in zip(asked, results)]
