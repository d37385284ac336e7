# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The picture of a simulated mission: the controller beside every fixed choice."""

from __future__ import annotations

from typing import Any
from typing import BinaryIO

from matplotlib.axes import Axes
from matplotlib.figure import Figure
import numpy as np
from numpy.typing import NDArray

from snn_agent.control.mission import Mission
from snn_agent.control.mission import MissionSettings
from snn_agent.control.mission.flight import Flight
from snn_agent.monitor.mission_words import mission_headline
from snn_agent.monitor.mission_words import mission_verdict
from snn_agent.monitor.style import ADAPTIVE
from snn_agent.monitor.style import decorate
from snn_agent.monitor.style import FAINT
from snn_agent.monitor.style import FIXED
from snn_agent.monitor.style import INK
from snn_agent.monitor.style import LINE
from snn_agent.monitor.style import new_figure

__all__ = ['draw_mission']

OTHERS = '#999999'
HEIGHT_PX = 1300
_SMOOTH = 60
"""Steps over which the power is averaged for the picture."""


def draw_mission(
    stream: BinaryIO, mission: Mission, settings: MissionSettings, report: dict[str, Any],
) -> None:
    """
    Write the picture as a PNG, 1200 pixels wide.

    :param stream: where to.
    :param report: the summary with model, data set and device.
    """
    figure = new_figure(HEIGHT_PX)
    rows = figure.subplots(5, 1, height_ratios=(1.2, 1, 1, 1.2, 1.2))
    figure.subplots_adjust(left=0.07, right=0.86, top=0.85, bottom=0.02, hspace=0.4)
    flights = (*mission.fixed[:-1], mission.fixed[-1], mission.adaptive)
    minutes = settings.duration_s / 60
    for axis in rows[:4]:
        axis.set_xlim(0, minutes)
    _draw_charge(rows[0], flights, settings)
    _draw_timesteps(rows[1], flights)
    _draw_power(rows[2], flights)
    _draw_right(rows[3], flights, report)
    _draw_bars(rows[4], flights, report)
    _draw_heading(figure, report)
    figure.savefig(stream, format='png')


def _draw_heading(figure: Figure, report: dict[str, Any]) -> None:
    battery = report['battery']
    figure.text(0.02, 0.983, mission_headline(report), fontsize=15, weight='bold', color=INK,
                va='top')
    figure.text(0.02, 0.957, '\n'.join(mission_verdict(report)), fontsize=11, weight='bold',
                color=ADAPTIVE, va='top', linespacing=1.4)
    figure.text(
        0.02, 0.895,
        f'{report["dataset"]} ({report["split"]}), {report["asked"]:,} samples, seed '
        f'{report["mission"]["seed"]} · battery {battery["capacity_ah"] * 1e3:.3g} mAh, '
        f'{battery["usable_j"]:.4g} J above its reserve · modelled for '
        f'{report["device_profile"]} · snn_agent {report["package"]} · {report["date"]}',
        fontsize=8.5, color=FAINT, va='top')


def _style(flight: Flight, flights: tuple[Flight, ...]) -> dict[str, Any]:
    """Return how a choice is drawn: the controller, all timesteps, the others."""
    if flight is flights[-1]:
        return {'color': ADAPTIVE, 'linewidth': 2.2, 'zorder': 4}
    if flight is flights[-2]:
        return {'color': FIXED, 'linewidth': 2, 'linestyle': '--', 'zorder': 3}
    return {'color': OTHERS, 'linewidth': 1.1, 'zorder': 2}


def _time_min(flight: Flight) -> NDArray[np.float64]:
    return np.arange(1, len(flight.soc) + 1) / 60


def _draw_charge(
    axis: Axes, flights: tuple[Flight, ...], settings: MissionSettings,
) -> None:
    ends = []
    for flight in flights:
        style, time = _style(flight, flights), _time_min(flight)
        axis.plot(time, 100 * flight.soc, **style)
        if not flight.completed:
            axis.plot(time[-1], 100 * flight.soc[-1], 'x', color=style['color'], markersize=8,
                      markeredgewidth=2.2, zorder=5, clip_on=False)
        else:
            ends.append((100 * float(flight.soc[-1]), flight.name, style['color']))
    axis.axhline(100 * settings.reserve_soc, color=FAINT, linewidth=1, linestyle=':')
    decorate(axis, 'State of charge', '% of the battery; dotted: reserve; x: the reserve ended '
                                      'the mission')
    axis.locator_params(axis='y', nbins=4)
    axis.set_ylim(0, 105)
    _label_ends(axis, ends)


def _draw_timesteps(axis: Axes, flights: tuple[Flight, ...]) -> None:
    ends = []
    for flight in flights:
        style = _style(flight, flights)
        axis.plot(_time_min(flight), flight.timesteps, drawstyle='steps-post', **style)
        ends.append((float(flight.timesteps[-1]), flight.name, style['color']))
    decorate(axis, 'Timesteps', 'per sample, logarithmic')
    axis.set_yscale('log')
    values = sorted(int(flight.timesteps[0]) for flight in flights[:-1])
    axis.set_yticks(values, [str(value) for value in values])
    axis.minorticks_off()
    axis.set_ylim(values[0] / 1.5, values[-1] * 1.5)
    axis.annotate('adaptive', (1.008, ends[-1][0]), xycoords=('axes fraction', 'data'),
                  color=ADAPTIVE, fontsize=10, weight='bold', va='center', annotation_clip=False)


def _draw_power(axis: Axes, flights: tuple[Flight, ...]) -> None:
    """Draw the mean power of the last minute of the controller and of all timesteps."""
    ends = []
    for flight in flights[-2:]:
        style = _style(flight, flights)
        power_mw = 1e3 * _running_mean(flight.power_w)
        axis.plot(_time_min(flight), power_mw, **style)
        ends.append((float(power_mw[-1]), flight.name, style['color']))
    base_mw = 1e3 * _running_mean(max(flights, key=lambda flight: len(flight.soc)).base_w)
    axis.fill_between(np.arange(1, len(base_mw) + 1) / 60, base_mw, color=LINE, linewidth=0)
    decorate(axis, 'Power', 'mW drawn from the battery, mean of one minute; grey area: base load')
    axis.locator_params(axis='y', nbins=4)
    axis.set_ylim(0, None)
    _label_ends(axis, ends)


def _draw_right(axis: Axes, flights: tuple[Flight, ...], report: dict[str, Any]) -> None:
    ends = []
    for flight in flights:
        style, time = _style(flight, flights), _time_min(flight)
        right = np.cumsum(flight.right)
        axis.plot(time, right, **style)
        if not flight.completed:
            axis.plot(time[-1], right[-1], 'x', color=style['color'], markersize=8,
                      markeredgewidth=2.2, zorder=5)
        ends.append((float(right[-1]), flight.name, style['color']))
    decorate(axis, 'Right so far', 'samples classified rightly, over the minutes since the start')
    axis.locator_params(axis='y', nbins=4)
    axis.set_ylim(0, None)
    best = max(ends)
    adaptive = ends[-1]
    _label_ends(axis, [adaptive] if best is adaptive else [best, adaptive])


def _draw_bars(axis: Axes, flights: tuple[Flight, ...], report: dict[str, Any]) -> None:
    """Draw what each choice got out of the battery that the robot carries."""
    names = [flight.name for flight in flights]
    choices = [report['choices'][name] for name in names]
    values = [choice['right_per_j_carried'] for choice in choices]
    colours = [_style(flight, flights)['color'] for flight in flights]
    axis.barh(range(len(names)), values, color=colours, height=0.66)
    for place, choice in enumerate(choices):
        minutes = choice['ended_s'] / 60
        end = 'completed' if choice['completed'] else f'ended after {minutes:.0f} min'
        axis.annotate(
            f'{values[place]:.4g}   {choice["right"]:,} right, {end}', (values[place], place),
            xytext=(6, 0), textcoords='offset points', va='center', fontsize=9.5,
            color=colours[place] if colours[place] != OTHERS else FAINT, annotation_clip=False)
    decorate(axis, 'Right per joule carried', 'samples classified rightly / energy that the '
                                              'battery held above its reserve')
    axis.grid(visible=False)
    axis.set_xlim(0, 1.3 * max(values))
    axis.set_xticks([])
    axis.set_yticks(range(len(names)), names)
    axis.spines['bottom'].set_visible(False)


def _running_mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of the last minute, of less at the start."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    last = np.arange(1, len(values) + 1)
    first = np.maximum(last - _SMOOTH, 0)
    mean: NDArray[np.float64] = (total[last] - total[first]) / (last - first)
    return mean


def _label_ends(axis: Axes, ends: list[tuple[float, str, str]]) -> None:
    """Write the names right of the axis at their last values, moved apart where they meet."""
    low, high = axis.get_ylim()
    room = 0.15 * (high - low)
    height = -np.inf
    for value, name, colour in sorted(ends):
        height = max(value, height + room)
        axis.annotate(
            name, (1.008, height), xycoords=('axes fraction', 'data'),
            color=FAINT if colour == OTHERS else colour, fontsize=10, va='center',
            weight='bold' if colour != OTHERS else 'normal', annotation_clip=False)
