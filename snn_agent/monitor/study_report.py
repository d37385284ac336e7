# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The pictures of a study of timesteps."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_agent.monitor.study_bars import draw_ablation
from snn_agent.monitor.study_bars import draw_sensitivity
from snn_agent.monitor.study_curves import CURVES
from snn_agent.monitor.study_curves import draw_panel
from snn_agent.monitor.study_curves import legend
from snn_agent.monitor.study_curves import logarithmic
from snn_agent.monitor.study_curves import Panel
from snn_agent.monitor.study_passes import draw_lifelong
from snn_agent.monitor.style import decorate
from snn_agent.monitor.style import FAINT
from snn_agent.monitor.style import INK
from snn_agent.monitor.style import new_figure

__all__ = ['draw_study']

Rows = Sequence[Mapping[str, Any]]
Summary = Mapping[str, Any]

_TRAINED = ('plain', 'enhanced')
"""The curves of networks that are trained at T."""


def draw_study(folder: Path, rows: Rows, summary: Summary) -> None:
    """
    Write the pictures of a study as PNG files.

    :param folder: where to; it exists.
    :param rows: all rows of the study.
    :param summary: what summarise_study gave, with date and machine.
    """
    figures = {
        'accuracy': _accuracy(summary), 'cost': _cost(summary), 'activity': _activity(summary),
        'pareto': _pareto(summary)}
    by_curve = {
        name: [row for row in rows if row['curve'] == name]
        for name in ('sensitivity', 'ablation')}
    if by_curve['sensitivity']:
        figures['sensitivity'] = draw_sensitivity(
            by_curve['sensitivity'], summary['sensitivity']['noise'])
    if by_curve['ablation']:
        figures['ablation'] = draw_ablation(by_curve['ablation'], summary['device'])
    if summary['lifelong']:
        figures['lifelong'] = draw_lifelong(summary['lifelong'])
    for name, figure in figures.items():
        figure.text(0.02, 8 / figure.bbox.height, _circumstances(rows), fontsize=8.5, color=FAINT)
        figure.savefig(folder / f'{name}.png')


def _accuracy(summary: Summary) -> Figure:
    """Draw the accuracy, and its upper end once more."""
    figure = new_figure(1000)
    axes = figure.subplots(2, 1)
    figure.subplots_adjust(left=0.06, right=0.97, top=0.88, bottom=0.1, hspace=0.36)
    unit = '% of the images; line: mean, band: all seeds'
    draw_panel(axes[0], Panel('Accuracy', unit, 'accuracy', 100), summary['curves'])
    full = 100 * summary['full']['accuracy']
    unit = f'upper end; grey: the plain network with 350 timesteps, {full:.1f}%'
    draw_panel(axes[1], Panel('The same', unit, 'accuracy', 100), summary['curves'])
    axes[1].set_ylim(_upper_end(summary))
    axes[1].axhline(full, color=FAINT, linewidth=1.5, zorder=0)
    legend(figure, axes[0])
    return figure


def _cost(summary: Summary) -> Figure:
    """Draw operations and energy, of inference and of training."""
    device = summary['device']
    return _four_panels(summary, (
        Panel('Inference', f'µJ per image, modelled for {device}',
              f'inference_energy_j_{device}', 1e6, is_log=True),
        Panel('Training', f'µJ per image, modelled for {device}',
              f'training_energy_j_{device}', 1e6, is_log=True, curves=_TRAINED),
        Panel('Inference', 'thousand synaptic operations per image',
              'inference_synaptic_operations', 1e-3, is_log=True),
        Panel('Training', 'thousand synaptic operations per image',
              'training_synaptic_operations', 1e-3, is_log=True, curves=_TRAINED)))


def _activity(summary: Summary) -> Figure:
    """Draw what the neurons do."""
    figure = _four_panels(summary, (
        Panel('Output spikes', 'per image, all neurons', 'inference_output_spikes'),
        Panel('Silent images', '% without a spike in the first presentation', 'silent_ratio', 100),
        Panel('Dead neurons', 'that answer to no labelled image', 'dead_neurons',
              curves=_TRAINED),
        Panel('Adaptive threshold', 'mV, mean over the neurons', 'theta_mean_mv',
              curves=_TRAINED)))
    for axis in figure.axes:
        axis.set_ylim(0, max(1.0, axis.get_ylim()[1]))
    return figure


def _four_panels(summary: Summary, panels: Sequence[Panel]) -> Figure:
    """Draw four quantities over the timesteps."""
    figure = new_figure(1000)
    axes = figure.subplots(2, 2)
    figure.subplots_adjust(
        left=0.06, right=0.97, top=0.88, bottom=0.1, hspace=0.42, wspace=0.16)
    for axis, panel in zip(axes.flat, panels):
        draw_panel(axis, panel, summary['curves'])
    legend(figure, axes[0, 0])
    return figure


def _pareto(summary: Summary) -> Figure:
    """Draw accuracy against energy, with the set that nothing beats and the choice."""
    figure = new_figure(760)
    axis = figure.subplots()
    figure.subplots_adjust(left=0.06, right=0.97, top=0.85, bottom=0.13)
    energy = f'inference_energy_j_{summary["device"]}'
    for name in reversed(CURVES):
        found, look = summary['curves'][name], CURVES[name]
        if found:
            axis.plot(
                [1e6 * row[energy]['mean'] for row in found],
                [100 * row['accuracy']['mean'] for row in found], look.mark, color=look.colour,
                alpha=0.75, markersize=7, label=look.name, linestyle='none')
    best = sorted(summary['pareto'], key=lambda one: float(one['energy_j']))
    for k, one in enumerate(best):    # fewer timesteps, less energy, or more accuracy
        is_chosen = one['timesteps'] == summary['chosen']['timesteps']
        _name_point(axis, one, is_chosen, is_below=k % 2 == 0)
    axis.set_xscale('log')
    logarithmic(axis.xaxis)
    axis.set_ylim(_upper_end(summary))
    decorate(
        axis, 'Accuracy against energy',
        '%; numbers: timesteps of the Pareto set; points far below are not shown', grid='both')
    axis.set_xlabel(
        f'µJ per inference, modelled for {summary["device"]}', color=FAINT, fontsize=9.5)
    legend(figure, axis)
    return figure


def _upper_end(summary: Summary) -> tuple[float, float]:
    """Return limits of the accuracy in % that hold the plain network and the Pareto set."""
    shown = [100 * one['accuracy'] for one in (summary['full'], *summary['pareto'])]
    room = max(2.0, 0.4 * (max(shown) - min(shown)))
    return min(shown) - room, max(shown) + room / 2


def _name_point(
    axis: Axes, one: Mapping[str, Any], is_chosen: bool, is_below: bool,
) -> None:
    """Write the timesteps of a point beside it; ring the chosen one."""
    place = (1e6 * one['energy_j'], 100 * one['accuracy'])
    if is_chosen:
        axis.plot(*place, 'o', markersize=14, markerfacecolor='none', markeredgecolor=INK)
    axis.annotate(
        f'{one["timesteps"]}, chosen' if is_chosen else str(one['timesteps']), place,
        xytext=(7, -18) if is_below else (-7, 9), textcoords='offset points',
        ha='left' if is_below else 'right',
        fontsize=9.5, color=INK,
        weight='bold' if is_chosen else 'normal')


def _circumstances(rows: Rows) -> str:
    """Return what the pictures are about, in small print."""
    first = rows[0]
    seeds = len({row['seed'] for row in rows if row['curve'] == 'plain'})
    return (
        f'{first["dataset"]}, {first["neurons"]} neurons, rule {first["rule"]}, '
        f'{first["training_samples"]:,} training samples (brief trainings: fewer), '
        f'measured on {first["samples"]:,} '
        f'{first["split"]} samples, {seeds} seeds')
