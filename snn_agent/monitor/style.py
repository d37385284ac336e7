# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
How pictures look: colours, sizes, and axes without what carries no information.

The colours are Okabe and Ito's, which people with any kind of colour blindness can tell apart.
"""

from __future__ import annotations

from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = [
    'ADAPTIVE', 'BLUE', 'FAINT', 'FIXED', 'GREEN', 'INK', 'LINE', 'ORANGE', 'VERMILION',
    'decorate', 'new_figure', 'prefix']

BLUE = '#0072B2'
VERMILION = '#D55E00'
GREEN = '#007a5a'
ORANGE = '#E69F00'
ADAPTIVE = BLUE
FIXED = VERMILION
INK = '#222222'
FAINT = '#666666'
LINE = '#dddddd'

WIDTH_PX = 1200
DOTS_PER_INCH = 120

_PREFIXES = ((1.0, ''), (1e-3, 'm'), (1e-6, 'µ'), (1e-9, 'n'))


def new_figure(height_px: int) -> Figure:
    """Return an empty white picture, 1200 pixels wide."""
    return Figure(
        figsize=(WIDTH_PX / DOTS_PER_INCH, height_px / DOTS_PER_INCH), dpi=DOTS_PER_INCH,
        facecolor='white')


def decorate(
    axis: Axes, title: str, unit: str, grid: Literal['x', 'y', 'both'] = 'y',
) -> None:
    """
    Give an axis its title and take away what carries no information.

    :param unit: unit and meaning, in grey beside the title.
    :param grid: the direction whose values the grid marks, ``x``, ``y`` or ``both``.
    """
    heading = axis.set_title(title, loc='left', fontsize=12, weight='bold', color=INK, pad=5)
    axis.annotate(unit, (1, 0), xycoords=heading, xytext=(7, 0.6), textcoords='offset points',
                  fontsize=9.5, color=FAINT, va='bottom')
    axis.grid(axis=grid, color=LINE, linewidth=0.7)
    axis.set_axisbelow(True)
    for side in ('top', 'right', 'left'):
        axis.spines[side].set_visible(False)
    axis.spines['bottom'].set_color('#bbbbbb')
    axis.tick_params(colors=FAINT, labelsize=9, length=0, which='both')


def prefix(value: float) -> tuple[float, str]:
    """Return factor and SI prefix with which a number is shown."""
    return next((pair for pair in _PREFIXES if abs(value) >= pair[0]), _PREFIXES[-1])
