# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
What the pictures share: colours, size, axes without clutter.

The two colours of agents are the blue and the vermilion of Okabe and Ito's palette, which people
with any kind of colour blindness can tell apart; the fixed agent is dashed as well.
"""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ['ADAPTIVE', 'BATTERY', 'FAINT', 'FIXED', 'INK', 'LINE', 'blank_figure', 'decorate']

ADAPTIVE = '#0072B2'
FIXED = '#D55E00'
BATTERY = '#007a5a'
INK = '#222222'
FAINT = '#666666'
LINE = '#dddddd'
WIDTH_PX = 1200
DOTS_PER_INCH = 120


def blank_figure(height_px: int) -> Figure:
    """Return a white figure, 1200 pixels wide."""
    return Figure(
        figsize=(WIDTH_PX / DOTS_PER_INCH, height_px / DOTS_PER_INCH), dpi=DOTS_PER_INCH,
        facecolor='white')


def decorate(axis: Axes, title: str, unit: str) -> None:
    """Give an axis its title and take away what carries no information."""
    heading = axis.set_title(title, loc='left', fontsize=12, weight='bold', color=INK, pad=5)
    axis.annotate(unit, (1, 0), xycoords=heading, xytext=(7, 0.6), textcoords='offset points',
                  fontsize=9.5, color=FAINT, va='bottom')
    axis.grid(axis='y', color=LINE, linewidth=0.7)
    axis.set_axisbelow(True)
    for side in ('top', 'right', 'left'):
        axis.spines[side].set_visible(False)
    axis.spines['bottom'].set_color('#bbbbbb')
    axis.tick_params(colors=FAINT, labelsize=9, length=0)
    axis.locator_params(axis='y', nbins=4)
