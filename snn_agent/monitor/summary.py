# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The outcome of a run in numbers: each operating point used, adaptive against fixed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from snn_agent.monitor.history import History

__all__ = ['summarise']

_TOTALS = (
    'samples', 'labelled', 'accuracy', 'energy_modelled_j', 'energy_modelled_total_j',
    'deadline_misses')

MEASURED_SCOPE = 'all processor packages: both agents, the simulated robot and everything else'


def summarise(
    adaptive: Mapping[str, Any],
    fixed: Mapping[str, Any],
    adaptive_history: History,
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    """
    Join what the two telemetry nodes wrote at their end.

    Accuracies are shares, 0..1; energies in joules, modelled for the device profile, per image
    unless the name says total; latencies in seconds, measured. The energy counter of the
    processor cannot tell the two agents apart, so it stands once, beside them. What is not
    known is None.

    :param adaptive: summary of the agent that follows the battery.
    :param fixed: summary of the agent that always computes all timesteps.
    :param adaptive_history: rows of the adaptive agent.
    :param facts: what else belongs in the summary: machine, data set, seed, version, date.
    """
    charge = adaptive_history.column('state_of_charge')
    charge = charge[np.isfinite(charge)]
    return {
        **facts,
        'duration_s': adaptive['duration_s'],
        'device_profile': adaptive['device_profile'],
        'latency_target_s': adaptive['latency_target_s'],
        'battery': {
            'first': float(charge[0]) if len(charge) else None,
            'last': float(charge[-1]) if len(charge) else None,
        },
        'operating_points': adaptive['points'],
        'adaptive': _agent(adaptive),
        'fixed': {**_agent(fixed), 'operating_points': fixed['points']},
        'comparison': {
            'energy_modelled_ratio': _ratio(
                adaptive['energy_modelled_j'], fixed['energy_modelled_j']),
            'accuracy_difference': _difference(adaptive['accuracy'], fixed['accuracy']),
        },
        'energy_measured': {
            'total_j': adaptive['energy_measured_total_j'], 'scope': MEASURED_SCOPE},
    }


def _agent(summary: Mapping[str, Any]) -> dict[str, Any]:
    """Return the totals of one agent and the range of its timesteps."""
    steps = [point['timesteps'] for point in summary['points'] if point['samples']]
    return {
        **{name: summary[name] for name in _TOTALS},
        'timesteps_range': [min(steps), max(steps)] if steps else None,
    }


def _ratio(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _difference(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value - other
