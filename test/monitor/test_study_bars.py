# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Bars have the lengths that the rows say."""

from __future__ import annotations

import pytest

pytest.importorskip('matplotlib')

from snn_agent.monitor.study_bars import draw_ablation
from snn_agent.monitor.study_bars import draw_sensitivity


def rows(*found):
    """Return rows of (variant, timesteps, accuracy)."""
    return [
        {'variant': variant, 'timesteps': timesteps, 'accuracy': accuracy}
        for variant, timesteps, accuracy in found]


def lengths(figure):
    """Return the length of every bar by the label of its place, the colours in order."""
    axis = figure.axes[0]
    names = [label.get_text() for label in axis.get_yticklabels()]
    return {
        name: [round(group[k].get_width(), 6) for group in axis.containers]
        for k, name in enumerate(names)}


def test_sensitivity_is_the_largest_change_sorted():
    # the first of the unchanged rows is the one to compare with
    figure = draw_sensitivity(rows(
        ('', 10, 0.90), ('', 10, 0.95), ('lif.reset_mv*2', 10, 0.89),
        ('lif.threshold_mv*0.5', 10, 0.85), ('lif.threshold_mv*2', 10, 0.93),
        ('', 50, 0.80), ('lif.threshold_mv*2', 50, 0.81)), 0.02)
    assert lengths(figure) == {'reset potential': [1.0, 0.0], 'threshold': [5.0, 1.0]}


def test_ablation_is_the_difference_to_the_enhanced_network():
    figure = draw_ablation(rows(
        ('enhanced', 10, 0.9), ('no rate', 10, 0.7), ('none', 10, 0.4),
        ('enhanced', 50, 0.8), ('no rate', 50, 0.82), ('none', 50, 0.4)))
    assert lengths(figure) == {'none': [-50.0, -40.0], 'no rate': [-20.0, 2.0]}
