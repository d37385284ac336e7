# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The outcome of a run as a table in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
import math
from typing import Any

from rich.console import Group
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from snn_agent.monitor.live import format_si

__all__ = ['headline', 'outcome']


def headline(summary: Mapping[str, Any]) -> str:
    """Return the outcome in one line, from the numbers of the summary."""
    compared = summary['comparison']
    ratio = compared['energy_modelled_ratio']
    difference = compared['accuracy_difference']
    if ratio is None or difference is None:
        return 'Adaptive and fixed timesteps'
    points = f'{100 * difference:+.1f}'.replace('-', '−')
    return f'{100 * ratio:.0f}% of the energy at {points} points of accuracy'


def outcome(summary: Mapping[str, Any]) -> RenderableType:
    """
    Return a row for each operating point of the adaptive agent, and one for the fixed agent.

    :param summary: what :func:`snn_agent.monitor.summary.summarise` returned.
    """
    table = Table(box=None, pad_edge=False, header_style='bold')
    table.add_column('')
    for name in ('timesteps', 'images', 'right', 'p50', 'p95', 'p99', 'energy (modelled)'):
        table.add_column(name, justify='right')
    for agent, points in (('adaptive', summary['operating_points']),
                          ('fixed', summary['fixed']['operating_points'])):
        for point in sorted(points, key=lambda row: -row['timesteps']):
            table.add_row(agent, *_cells(point))
    return Group(Text(headline(summary), style='bold'), table)


def _cells(point: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the numbers of an operating point as text."""
    accuracy = point['accuracy']
    latencies = (format_si(_known(point[f'latency_{name}_s']), 's')
                 for name in ('p50', 'p95', 'p99'))
    return (
        str(point['timesteps']), str(point['samples']),
        '-' if accuracy is None else f'{100 * accuracy:.1f}%',
        *latencies, format_si(_known(point['energy_modelled_j']), 'J'))


def _known(value: float | None) -> float:
    return math.nan if value is None else value
