# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Bars of a study: which constants matter, and what each mechanism is worth."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from snn_agent.monitor.style import BLUE
from snn_agent.monitor.style import decorate
from snn_agent.monitor.style import FAINT
from snn_agent.monitor.style import INK
from snn_agent.monitor.style import new_figure
from snn_agent.monitor.style import ORANGE
from snn_agent.monitor.style import VERMILION

__all__ = ['draw_ablation', 'draw_sensitivity']

_COLOURS = (BLUE, ORANGE, VERMILION)
_ROW_PX = 62
_MARGIN_PX = 170
_BAR = 0.26

_NAMES = {
    'lif.threshold_mv': 'threshold', 'lif.reset_mv': 'reset potential',
    'lif.refractory_s': 'refractory time', 'lif.tau_membrane_s': 'membrane time constant',
    'lif.theta_step_mv': 'threshold growth', 'lif.tau_theta_s': 'threshold decay time',
    'encoding.max_rate_hz': 'input rate', 'dense.weight_mean_mv': 'mean weight',
    'inhibition.strength_mv': 'inhibition', 'plasticity.rate_pre': 'learning rate, pre',
    'plasticity.rate_post': 'learning rate, post', 'plasticity.tau_pre_s': 'trace time, pre',
    'plasticity.tau_post_s': 'trace time, post'}
"""Constants of a network in words; one that is not here keeps its name."""

Rows = Sequence[Mapping[str, Any]]
Bars = dict[str, dict[int, float]]
"""Name of a bar's place -> timesteps -> length."""


def draw_sensitivity(rows: Rows, noise: float) -> Figure:
    """
    Return bars of the largest change of the accuracy, a place for each constant.

    :param rows: rows of a study with the curve ``sensitivity``.
    :param noise: largest difference between seeds without a change, as a share.
    """
    base = {row['timesteps']: row['accuracy'] for row in reversed(rows) if not row['variant']}
    bars: Bars = {}
    for row in rows:
        if row['variant']:
            constant = row['variant'].partition('*')[0]
            name = _NAMES.get(constant, constant.partition('.')[2])
            found = bars.setdefault(name, {})
            change = 100 * abs(row['accuracy'] - base[row['timesteps']])
            found[row['timesteps']] = max(change, found.get(row['timesteps'], 0.0))
    bars = dict(sorted(bars.items(), key=lambda pair: sum(pair[1].values())))
    figure = _draw(
        bars, 'Sensitivity',
        'largest change of the accuracy, one constant at a time times 0.25 to 2, brief trainings')
    axis = figure.axes[0]
    axis.axvspan(
        0, 100 * noise, color=FAINT, alpha=0.15, linewidth=0, zorder=0,
        label='between seeds, without a change')
    axis.legend(loc='lower right', frameon=False, fontsize=10)
    return figure


def draw_ablation(rows: Rows) -> Figure:
    """
    Return bars of the accuracy without a mechanism, against the accuracy with all of them.

    :param rows: rows of a study with the curve ``ablation``.
    """
    full = {row['timesteps']: row['accuracy'] for row in rows if row['variant'] == 'enhanced'}
    bars: Bars = {}
    for row in reversed(rows):
        if row['variant'] != 'enhanced':
            bars.setdefault(row['variant'], {})[row['timesteps']] = 100 * (
                row['accuracy'] - full[row['timesteps']])
    figure = _draw(bars, 'Ablation', 'against the enhanced network, brief trainings with one seed')
    figure.axes[0].axvline(0, color=INK, linewidth=1)
    return figure


def _draw(bars: Bars, title: str, unit: str) -> Figure:
    """Return horizontal bars, one colour for each number of timesteps, the first place lowest."""
    height = _MARGIN_PX + _ROW_PX * len(bars)
    figure = new_figure(height)
    axis = figure.subplots()
    figure.subplots_adjust(
        left=0.25, right=0.94, top=1 - 75 / height, bottom=(_MARGIN_PX - 85) / height)
    counts = sorted({count for found in bars.values() for count in found})
    for k, (count, colour) in enumerate(zip(counts, _COLOURS)):
        offset = ((len(counts) - 1) / 2 - k) * _BAR
        places = [place + offset for place in range(len(bars))]
        lengths = [found.get(count, 0.0) for found in bars.values()]
        drawn = axis.barh(places, lengths, 0.9 * _BAR, color=colour, label=f'{count} timesteps')
        axis.bar_label(drawn, fmt='%.1f', padding=3, fontsize=8, color=FAINT)
    axis.set_yticks(range(len(bars)), list(bars))
    decorate(axis, title, unit, grid='x')
    axis.tick_params(axis='y', colors=INK, labelsize=10)
    axis.margins(x=0.08, y=0.02)
    axis.set_xlabel('points of accuracy', color=FAINT, fontsize=9.5)
    axis.legend(loc='best', frameon=False, fontsize=10)
    return figure
