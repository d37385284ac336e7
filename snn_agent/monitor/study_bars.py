# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Bars of a study: which constants matter, and what each mechanism is worth."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_agent.monitor.style import BLUE
from snn_agent.monitor.style import decorate
from snn_agent.monitor.style import FAINT
from snn_agent.monitor.style import INK
from snn_agent.monitor.style import new_figure
from snn_agent.monitor.style import ORANGE
from snn_agent.monitor.style import VERMILION
from snn_agent.timestep.ablation import ENHANCED
from snn_agent.timestep.ablation import NAIVE

__all__ = ['draw_ablation', 'draw_sensitivity']

_COLOURS = (BLUE, ORANGE, VERMILION)
_ROW_PX = 62
_MARGIN_PX = 170
_BAR = 0.26
_LONGEST = 1.5

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
    height = _MARGIN_PX + _ROW_PX * len(bars)
    figure = new_figure(height)
    axis = figure.subplots()
    _place(figure, height, left=0.2, top=60)
    _draw_bars(
        axis, bars, 'Sensitivity',
        'largest change of the accuracy, one constant at a time times 0.25 to 2, brief trainings',
        'points of accuracy')
    axis.margins(x=0.06, y=0.02)
    axis.axvspan(
        0, 100 * noise, color=FAINT, alpha=0.15, linewidth=0, zorder=0,
        label='between seeds, without a change')
    axis.legend(loc='lower right', frameon=False, fontsize=10)
    return figure


def draw_ablation(rows: Rows, device: str) -> Figure:
    """
    Return bars of accuracy and energy without a mechanism, against those with all of them.

    :param rows: rows of a study with the curve ``ablation``.
    :param device: device profile of the energy.
    """
    full = {row['timesteps']: row for row in rows if row['variant'] == ENHANCED}
    accuracy: Bars = {}
    energy: Bars = {}
    column = f'inference_energy_j_{device}'
    for row in reversed(rows):
        if row['variant'] != ENHANCED:
            base, count = full[row['timesteps']], row['timesteps']
            accuracy.setdefault(row['variant'], {})[count] = 100 * (
                row['accuracy'] - base['accuracy'])
            energy.setdefault(row['variant'], {})[count] = 100 * (row[column] / base[column] - 1)
    height = _MARGIN_PX + 35 + _ROW_PX * len(accuracy)
    figure = new_figure(height)
    left, right = figure.subplots(1, 2, sharey=True)
    _place(figure, height, left=0.255, top=95)
    figure.subplots_adjust(wspace=0.1)
    _draw_bars(left, accuracy, 'Accuracy', 'points against the enhanced network', 'points')
    _draw_bars(right, energy, 'Energy', f'of an inference, the same, {device}', '%')
    handles, names = left.get_legend_handles_labels()
    figure.legend(
        handles, names, loc='upper left', bbox_to_anchor=(0.245, 0.995), ncols=3, frameon=False,
        fontsize=10)
    return figure


def _place(figure: Figure, height: int, left: float, top: int) -> None:
    figure.subplots_adjust(
        left=left, right=0.97, top=1 - top / height, bottom=(_MARGIN_PX - 85) / height)


def _draw_bars(axis: Axes, bars: Bars, title: str, unit: str, label: str) -> None:
    """
    Draw horizontal bars, one colour for each number of timesteps, the first place lowest.

    A bar that is much longer than those of all other places is cut; its number is the true one.
    """
    counts = sorted({count for found in bars.values() for count in found})
    longest = _LONGEST * max(
        (abs(value) for name, found in bars.items() if name != NAIVE for value in found.values()),
        default=1.0)
    for k, (count, colour) in enumerate(zip(counts, _COLOURS)):
        offset = ((len(counts) - 1) / 2 - k) * _BAR
        places = [place + offset for place in range(len(bars))]
        lengths = [found.get(count, 0.0) for found in bars.values()]
        shown = [min(max(length, -longest), longest) for length in lengths]
        drawn = axis.barh(places, shown, 0.9 * _BAR, color=colour, label=f'{count} timesteps')
        texts = [
            f'{round(length, 1) + 0.0:.1f}' + ('' if length == cut else ' (cut)')
            for length, cut in zip(lengths, shown)]
        axis.bar_label(drawn, texts, padding=3, fontsize=8, color=FAINT)
    axis.set_yticks(range(len(bars)), list(bars))
    decorate(axis, title, unit, grid='x')
    axis.axvline(0, color=INK, linewidth=1)
    axis.tick_params(axis='y', colors=INK, labelsize=10)
    axis.margins(x=0.3, y=0.02)
    axis.set_xlabel(label, color=FAINT, fontsize=9.5)
