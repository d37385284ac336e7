# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A simulated mission in numbers: each choice, and the controller beside the fixed ones."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
import math
from typing import Any

import numpy as np

from snn_agent.control.mission.course import PERIOD_S
from snn_agent.control.mission.flight import Flight
from snn_agent.control.mission.mission import Mission
from snn_agent.control.mission.records import PointRecords
from snn_agent.control.mission.settings import MissionSettings
from snn_agent.control.mission.settings import RobotSettings
from snn_agent.control.policy_settings import PointCost

__all__ = ['summarise_mission', 'TIMELINE', 'timeline']

TIMELINE = (
    'choice', 'time_s', 'state_of_charge', 'timesteps', 'base_load_w', 'power_w', 'asked',
    'classified', 'right', 'latency_misses')
"""Columns of the timeline; counts are of the step that ends at time_s."""


def summarise_mission(
    mission: Mission, settings: MissionSettings, robot: RobotSettings,
    costs: Sequence[PointCost], records: Mapping[int, PointRecords],
) -> dict[str, Any]:
    """
    Return the outcome as plain data, with all settings; parameters as for simulate.

    Energies in J; computing and idle power of the processor are modelled. What is per joule
    drawn is divided by all that the battery gave until the end; what is per joule carried, by
    all that it could give above its reserve, used or not.
    """
    choices = {flight.name: _choice(mission, flight) for flight in _flights(mission)}
    adaptive = choices['adaptive']
    adaptive['changes'] = mission.changes
    adaptive['infeasible_s'] = mission.infeasible_s
    known = {cost.timesteps: cost for cost in costs}
    return {
        'mission': asdict(settings),
        'robot': asdict(robot),
        'operating_points': [
            _point(known[timesteps], records[timesteps]) for timesteps in sorted(records)],
        'battery': {
            'capacity_ah': mission.capacity_ah, 'usable_j': mission.usable_j,
            'cell': mission.cell},
        'idle_power_w': mission.idle_w,
        'asked': len(mission.course.record),
        'choices': choices,
        'comparison': _comparison(adaptive, [choices[flight.name] for flight in mission.fixed]),
    }


def timeline(mission: Mission) -> Iterator[tuple[object, ...]]:
    """Yield a row of TIMELINE for every step of every flight."""
    asked = (mission.course.first[1:] - mission.course.first[:-1]).tolist()
    for flight in _flights(mission):
        power_w = flight.power_w
        for step in range(len(flight.soc)):
            yield (
                flight.name, (step + 1) * PERIOD_S, round(float(flight.soc[step]), 6),
                int(flight.timesteps[step]), float(flight.base_w[step]),
                round(float(power_w[step]), 9), asked[step], int(flight.classified[step]),
                int(flight.right[step]), int(flight.misses[step]))


def _flights(mission: Mission) -> tuple[Flight, ...]:
    return (mission.adaptive, *mission.fixed)


def _point(known: PointCost, record: PointRecords) -> dict[str, Any]:
    """Return what the controller knew of a point, and what it did with the samples here."""
    return {
        'timesteps': known.timesteps,
        'known_accuracy': known.accuracy,
        'known_energy_over_idle_modelled_j': known.energy_j,
        'known_latency_modelled_s': known.latency_s,
        'accuracy': record.accuracy,
        'timesteps_used': float(np.mean(record.used)),
        'energy_modelled_j': float(np.mean(record.energy_j)),
        'latency_modelled_s': float(np.mean(record.computing_s)),
        'latency_modelled_p95_s': float(np.percentile(record.computing_s, 95)),
    }


def _choice(mission: Mission, flight: Flight) -> dict[str, Any]:
    classified, right = int(flight.classified.sum()), int(flight.right.sum())
    computing_j, idle_j = float(flight.computing_j.sum()), float(flight.idle_j.sum())
    base_j = float(flight.base_w.sum()) * PERIOD_S
    drawn_j = base_j + computing_j + idle_j
    seconds = {
        int(steps): float((flight.timesteps == steps).sum()) * PERIOD_S
        for steps in sorted(set(flight.timesteps.tolist()))}
    return {
        'timesteps': None if flight is mission.adaptive else int(flight.timesteps[0]),
        'completed': flight.completed,
        'ended_s': len(flight.soc) * PERIOD_S,
        'state_of_charge': float(flight.soc[-1]),
        'classified': classified,
        'right': right,
        'accuracy': right / classified if classified else None,
        'right_of_asked': right / max(1, len(mission.course.record)),
        'latency_misses': int(flight.misses.sum()),
        'computing_modelled_j': computing_j,
        'idle_modelled_j': idle_j,
        'base_load_j': base_j,
        'drawn_j': drawn_j,
        'right_per_j_drawn': right / drawn_j,
        'right_per_j_carried': right / mission.usable_j,
        'seconds_at_timesteps': seconds,
    }


def _comparison(adaptive: dict[str, Any], fixed: list[dict[str, Any]]) -> dict[str, Any]:
    """Compare with the fixed choice that hindsight would take, and with all timesteps."""
    return {
        'adaptive_completed': adaptive['completed'],
        'full_timesteps_completed': fixed[-1]['completed'],
        **{unit: _against_best(adaptive, fixed, f'right_per_j_{unit}')
           for unit in ('carried', 'drawn')},
    }


def _against_best(
    adaptive: dict[str, Any], fixed: list[dict[str, Any]], key: str,
) -> dict[str, Any]:
    """Return how much more the controller has than the best and than the last fixed choice."""
    best = max(fixed, key=lambda choice: float(choice[key]))
    return {
        'best_fixed': best['timesteps'],
        'over_best_fixed': _excess(adaptive[key], best[key]),
        'over_full_timesteps': _excess(adaptive[key], fixed[-1][key]),
    }


def _excess(value: float, other: float) -> float:
    return value / other - 1 if other else math.nan
