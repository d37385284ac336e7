# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Accuracy of a network that sees the same data again and again."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from snn_agent.monitor.style import BLUE
from snn_agent.monitor.style import decorate
from snn_agent.monitor.style import FAINT
from snn_agent.monitor.style import new_figure
from snn_agent.monitor.style import VERMILION

__all__ = ['draw_lifelong']


def draw_lifelong(found: Sequence[Mapping[str, Any]]) -> Figure:
    """
    Return accuracy and thresholds over the passes, a line for each number of timesteps.

    :param found: ``lifelong`` of the summary, see summarise_study.
    """
    figure = new_figure(620)
    axes = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.06, right=0.97, top=0.82, bottom=0.17, wspace=0.16)
    looks = zip(sorted({one['timesteps'] for one in found}), ((BLUE, '-o'), (VERMILION, '--s')))
    for count, (colour, style) in looks:
        line = [one for one in found if one['timesteps'] == count]
        passes = [one['passes'] for one in line]
        for axis, name, scale in ((axes[0], 'accuracy', 100), (axes[1], 'theta_mean_mv', 1)):
            low, middle, high = (
                [scale * one[name][which] for one in line] for which in ('min', 'mean', 'max'))
            axis.fill_between(passes, low, high, color=colour, alpha=0.18, linewidth=0)
            axis.plot(passes, middle, style, color=colour, label=f'{count} timesteps')
    decorate(axes[0], 'Accuracy', '% of the images; line: mean, band: all seeds')
    decorate(axes[1], 'Adaptive threshold', 'mV, mean over the neurons')
    axes[1].set_ylim(0, None)
    for axis in axes:
        axis.set_xlabel('passes over the training data', color=FAINT, fontsize=9.5)
        axis.xaxis.get_major_locator().set_params(integer=True)
    figure.legend(
        *axes[0].get_legend_handles_labels(), loc='upper left', bbox_to_anchor=(0.05, 0.995),
        ncols=2, frameon=False, fontsize=10.5, labelcolor='linecolor')
    return figure
