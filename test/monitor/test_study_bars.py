# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Bars have the lengths that the rows say."""

from __future__ import annotations

import pytest

pytest.importorskip('matplotlib')

from snn_agent.monitor.study_bars import draw_ablation
from snn_agent.monitor.study_bars import draw_sensitivity
from snn_agent.timestep.ablation import NAIVE


def rows(*found):
    """Return rows of (variant, timesteps, accuracy)."""
    return [
        {'variant': variant, 'timesteps': timesteps, 'accuracy': accuracy,
         'inference_energy_j_loihi': accuracy}
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
        ('enhanced', 10, 0.9), ('no rate', 10, 0.7), ('enhanced', 50, 0.8), ('no rate', 50, 0.82)),
        'loihi')
    assert lengths(figure) == {'no rate': [-20.0, 2.0]}
    assert [group[0].get_width() for group in figure.axes[1].containers] == pytest.approx(
        [100 * (0.7 / 0.9 - 1), 2.5])


def test_bar_that_is_much_longer_is_cut_and_says_so():
    figure = draw_ablation(rows(
        ('enhanced', 10, 0.9), ('no rate', 10, 0.88), (NAIVE, 10, 0.4)), 'loihi')
    assert lengths(figure) == {NAIVE: [-3.0], 'no rate': [-2.0]}
    assert '-50.0 (cut)' in [text.get_text() for text in figure.axes[0].texts]
