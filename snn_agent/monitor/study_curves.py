# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Quantities of a study over the number of timesteps: mean, and the range over the seeds."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator
from matplotlib.ticker import FuncFormatter
from matplotlib.ticker import LogLocator
from matplotlib.ticker import NullLocator

from snn_agent.monitor.style import BLUE
from snn_agent.monitor.style import decorate
from snn_agent.monitor.style import FAINT
from snn_agent.monitor.style import GREEN
from snn_agent.monitor.style import ORANGE
from snn_agent.monitor.style import VERMILION

__all__ = ['CURVES', 'Look', 'Panel', 'draw_panel', 'legend', 'logarithmic', 'timesteps_axis']


@dataclass(frozen=True, slots=True)
class Look:
    """
    Say how a curve is drawn.

    :param name: for people.
    :param colour: of line, marks and band.
    :param style: of the line.
    :param mark: at each number of timesteps.
    """

    name: str
    colour: str
    style: str
    mark: str


CURVES = {
    'enhanced': Look('enhanced: trained and run at T', BLUE, '-', 'o'),
    'exit': Look('enhanced, with early exit', ORANGE, '-.', 'D'),
    'plain': Look('plain: trained and run at T', VERMILION, '--', 's'),
    'reduced': Look('plain, trained at 350, run at T', GREEN, ':', '^'),
}
"""Curve of the rows -> its look; the last is drawn first."""


@dataclass(frozen=True, slots=True)
class Panel:
    """
    Describe one quantity over the timesteps.

    :param title: what it is.
    :param unit: unit and meaning.
    :param column: name in the summary's curves.
    :param scale: factor from the summary's unit to the one shown.
    :param is_log: whether its axis is logarithmic; only for what is above 0.
    :param curves: which curves have it.
    """

    title: str
    unit: str
    column: str
    scale: float = 1.0
    is_log: bool = False
    curves: tuple[str, ...] = tuple(CURVES)


def draw_panel(
    axis: Axes, panel: Panel, curves: Mapping[str, Sequence[Mapping[str, Any]]],
) -> None:
    """
    Draw one quantity of all curves that have it.

    :param curves: curves of the summary, see summarise_study.
    """
    counts = set()
    for name in reversed(CURVES):
        rows = curves[name] if name in panel.curves else ()
        if rows:
            _draw_curve(axis, CURVES[name], rows, panel)
            counts |= {row['timesteps'] for row in rows}
    decorate(axis, panel.title, panel.unit)
    if panel.is_log:
        axis.set_yscale('log')
        logarithmic(axis.yaxis)
    else:
        axis.locator_params(axis='y', nbins=6)
    timesteps_axis(axis, sorted(counts))


def legend(figure: Figure, axis: Axes) -> None:
    """Name the curves that an axis has, above the panels, in the order of CURVES."""
    handles, names = axis.get_legend_handles_labels()
    figure.legend(
        handles[::-1], names[::-1], loc='upper left', bbox_to_anchor=(0.05, 0.998), ncols=2,
        frameon=False, fontsize=10.5, labelcolor='linecolor')


def logarithmic(axis: Axis) -> None:
    """Mark a logarithmic axis at 1, 2 and 5 times powers of ten, in plain numbers."""
    axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f'{value:,.6g}'))
    axis.set_minor_locator(NullLocator())


def timesteps_axis(axis: Axes, counts: Sequence[int]) -> None:
    """Make the horizontal axis one of timesteps: logarithmic, marked where there are values."""
    axis.set_xscale('log')
    marked: list[int] = []
    for count in reversed(counts):      # the largest is always marked
        if not marked or log10(marked[-1] / count) > 0.1:
            marked.append(count)
    axis.xaxis.set_major_locator(FixedLocator(marked))
    axis.xaxis.set_minor_locator(NullLocator())
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f'{value:.0f}'))
    axis.set_xlabel('timesteps T (1 ms each)', color=FAINT, fontsize=9.5)


def _draw_curve(
    axis: Axes, look: Look, rows: Sequence[Mapping[str, Any]], panel: Panel,
) -> None:
    """Draw the mean as a line and the range over the seeds as a band."""
    counts = [row['timesteps'] for row in rows]
    lowest, mean, highest = (
        [panel.scale * row[panel.column][which] for row in rows]
        for which in ('min', 'mean', 'max'))
    axis.fill_between(counts, lowest, highest, color=look.colour, alpha=0.15, linewidth=0)
    axis.plot(
        counts, mean, look.style, color=look.colour, linewidth=2, marker=look.mark, markersize=5,
        label=look.name)
