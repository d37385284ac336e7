# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The picture of a run: an agent that adapts beside one that does not, over time.

The two colours are the blue and the vermilion of Okabe and Ito's palette, which people with any
kind of colour blindness can tell apart; the fixed agent is dashed as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
import numpy as np
from numpy.typing import NDArray

from snn_agent.monitor.history import History
from snn_agent.monitor.outcome import headline
from snn_agent.monitor.style import ADAPTIVE
from snn_agent.monitor.style import decorate
from snn_agent.monitor.style import FAINT
from snn_agent.monitor.style import FIXED
from snn_agent.monitor.style import GREEN
from snn_agent.monitor.style import INK
from snn_agent.monitor.style import LINE
from snn_agent.monitor.style import new_figure
from snn_agent.monitor.style import prefix

__all__ = ['draw_report']

BATTERY = GREEN
HEIGHT_PX = 1240


@dataclass(frozen=True, slots=True)
class _Panel:
    """
    Describe one quantity over time.

    :param title: what it is.
    :param unit: unit and meaning, in grey beside the title; ``{}`` is the SI prefix.
    :param column: name in the rows.
    :param scale: factor from the row's unit to the unit without prefix.
    :param is_ratio: whether it is a share of 100, with an axis that fits the values.
    :param band: a second quantity, shaded from the first one up to it.
    :param has_steps: whether the value jumps instead of changing gradually.
    """

    title: str
    unit: str
    column: str
    scale: float = 1.0
    is_ratio: bool = False
    band: str = ''
    has_steps: bool = False


@dataclass(frozen=True, slots=True)
class _Curve:
    """Hold one line of a panel: float64[rows] each, in the unit shown."""

    name: str
    colour: str
    style: str
    time_s: NDArray[np.float64]
    values: NDArray[np.float64]

    @property
    def last(self) -> float:
        """Return the last value that is known, NaN if none is."""
        known = self.values[np.isfinite(self.values)]
        return float(known[-1]) if len(known) else np.nan


_PANELS = (
    _Panel('Timesteps', 'per image', 'timesteps', has_steps=True),
    _Panel('Accuracy so far', '% of the images', 'accuracy_total', 100.0, is_ratio=True),
    _Panel('Energy', '{}J per image, modelled', 'energy_modelled'),
    _Panel('Latency', '{}s from image to label, measured: median, shaded to the 95th percentile',
           'latency_p50', band='latency_p95'),
)


def draw_report(path: Path, adaptive: History, fixed: History, summary: dict[str, Any]) -> None:
    """
    Write the picture as a PNG, 1200 pixels wide.

    :param path: where to; the folder exists.
    :param adaptive: rows of the agent that follows the battery.
    :param fixed: rows of the agent that always computes all timesteps.
    :param summary: what :func:`snn_agent.monitor.summary.summarise` returned.
    """
    figure = new_figure(HEIGHT_PX)
    rows = figure.subplots(len(_PANELS) + 1, 1, sharex=True)
    figure.subplots_adjust(left=0.06, right=0.862, top=0.83, bottom=0.055, hspace=0.38)
    _draw_battery(rows[0], adaptive)
    for axis, panel in zip(rows[1:], _PANELS):
        _draw(axis, panel, adaptive, fixed)
    _mark_changes(rows, adaptive)
    end = max(history.column('time_s').max(initial=1.0) for history in (adaptive, fixed))
    rows[0].set_xlim(0, end)
    rows[-1].set_xlabel('seconds since the start', color=FAINT, fontsize=9.5)
    _draw_heading(figure, summary)
    figure.savefig(path)


def _draw_heading(figure: Figure, summary: dict[str, Any]) -> None:
    """Write the headline, what both agents did, and the circumstances."""
    figure.text(0.02, 0.98, headline(summary), fontsize=20, weight='bold', color=INK, va='top')
    for height, name, colour in ((0.938, 'adaptive', ADAPTIVE), (0.916, 'fixed', FIXED)):
        figure.text(0.02, height, _agent_line(name, summary[name]), fontsize=11.5, weight='bold',
                    color=colour, va='top')
    figure.text(0.02, 0.89, _circumstances(summary), fontsize=9, color=FAINT, va='top')


def _agent_line(name: str, agent: dict[str, Any]) -> str:
    """Return what one agent did, in a few words."""
    if agent['timesteps_range'] is None:
        return f'{name}: no result'
    low, high = agent['timesteps_range']
    steps = f'{high:.0f} down to {low:.0f}' if low != high else f'always {high:.0f}'
    words = [f'{name}: {steps} timesteps']
    if agent['accuracy'] is not None:
        words.append(f'{100 * agent["accuracy"]:.1f}% right')
    energy = agent['energy_modelled_j']
    if energy is not None:
        factor, symbol = prefix(energy)
        words.append(f'{_digits(energy / factor)} {symbol}J per image')
    return ', '.join(words)


def _circumstances(summary: dict[str, Any]) -> str:
    return (
        f'{summary["dataset"]}, {summary["adaptive"]["samples"]} images, seed {summary["seed"]} · '
        f'energy modelled for {summary["device_profile"]} · latency measured on '
        f'{summary["machine"]["processor"]} · snn_agent {summary["package"]} · '
        f'{summary["date"]}')


def _draw_battery(axis: Axes, adaptive: History) -> None:
    """Draw the state of charge, which both agents share."""
    curve = _Curve('', BATTERY, '-', adaptive.column('time_s'),
                   100 * adaptive.column('state_of_charge'))
    axis.fill_between(curve.time_s, curve.values, color=BATTERY, alpha=0.15, linewidth=0)
    axis.plot(curve.time_s, curve.values, color=BATTERY, linewidth=2)
    decorate(axis, 'Battery', '% of its charge')
    axis.locator_params(axis='y', nbins=4)
    axis.set_ylim(0, 105)
    _label_ends(axis, [curve], '%')


def _draw(axis: Axes, panel: _Panel, adaptive: History, fixed: History) -> None:
    """Draw one quantity of both agents."""
    factor, symbol = 1.0, ''
    if '{}' in panel.unit:
        factor, symbol = prefix(_highest(fixed.column(panel.band or panel.column)))
    curves = []
    for history, colour, style, name in (
            (fixed, FIXED, '--', 'fixed'), (adaptive, ADAPTIVE, '-', 'adaptive')):
        scale = panel.scale / factor
        curve = _Curve(name, colour, style, history.column('time_s'),
                       scale * history.column(panel.column))
        if panel.band:
            axis.fill_between(curve.time_s, curve.values, scale * history.column(panel.band),
                              color=colour, alpha=0.13, linewidth=0)
        axis.plot(curve.time_s, curve.values, style, color=colour, linewidth=2,
                  drawstyle='steps-post' if panel.has_steps else 'default')
        curves.append(curve)
    decorate(axis, panel.title, panel.unit.format(symbol))
    axis.locator_params(axis='y', nbins=4)
    _limit(axis, panel, curves)
    _label_ends(axis, curves, '%' if panel.is_ratio else '')


def _limit(axis: Axes, panel: _Panel, curves: list[_Curve]) -> None:
    """Set the ends of the vertical axis."""
    values = np.concatenate([curve.values for curve in curves])
    finite = values[np.isfinite(values)]
    if not len(finite):
        axis.set_ylim(0, 1)
        axis.text(0.5, 0.5, 'no values', transform=axis.transAxes, ha='center', color=FAINT)
    elif panel.is_ratio:    # the first few images of a run say little: they may leave the axis
        axis.set_ylim(max(0.0, float(np.percentile(finite, 10)) - 10.0), 100.0)
    else:
        axis.set_ylim(0, 1.15 * axis.dataLim.ymax)


def _label_ends(axis: Axes, curves: list[_Curve], unit: str) -> None:
    """Write name and last value at the right end of each curve, moved apart if they meet."""
    low, high = axis.get_ylim()
    room = 0.19 * (high - low)
    ends = sorted((c for c in curves if np.isfinite(c.last)), key=lambda curve: curve.last)
    heights = [min(max(curve.last, low), high) for curve in ends]
    if len(heights) == 2 and heights[1] - heights[0] < room:
        middle = min(max(sum(heights) / 2, low + room / 2), high - room / 2)
        heights = [middle - room / 2, middle + room / 2]
    for curve, height in zip(ends, heights):
        axis.annotate(
            f'{curve.name} {_digits(curve.last)}{unit}'.strip(), (1.008, height),
            xycoords=('axes fraction', 'data'), color=curve.colour, fontsize=10, weight='bold',
            va='center', annotation_clip=False)


def _mark_changes(rows: NDArray[np.object_], adaptive: History) -> None:
    """Draw a faint line through all panels where the adaptive agent changed its timesteps."""
    time_s, steps = adaptive.column('time_s'), adaptive.column('timesteps')
    for change in np.flatnonzero(np.abs(np.diff(steps)) > 0) + 1:
        for axis in rows:
            axis.axvline(time_s[change], color=LINE, linewidth=1, zorder=0)


def _highest(values: NDArray[np.float64]) -> float:
    return float(np.max(values, where=np.isfinite(values), initial=0.0))


def _digits(value: float) -> str:
    """Return three significant digits; whole numbers as they are."""
    return f'{value:.0f}' if value == round(value) or abs(value) >= 99.95 else f'{value:#.3g}'
