# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Constants changed one at a time, ranked, and the first three together."""

from __future__ import annotations

from collections import Counter

import pytest

from snn_agent.timestep.sensitivity import constants
from snn_agent.timestep.sensitivity import FACTORS
from snn_agent.timestep.sensitivity import NOISE_SEEDS
from snn_agent.training import default_spec

PAIR = {
    'lif.threshold_mv', 'lif.reset_mv', 'lif.refractory_s', 'lif.tau_membrane_s',
    'lif.theta_step_mv', 'lif.tau_theta_s', 'encoding.max_rate_hz', 'dense.weight_mean_mv',
    'inhibition.strength_mv', 'plasticity.rate_pre', 'plasticity.rate_post',
    'plasticity.tau_pre_s', 'plasticity.tau_post_s'}


def test_constants_are_those_of_network_and_rule():
    assert set(constants(default_spec(64, 10))) == PAIR
    assert set(constants(default_spec(64, 10, 'windowed'))) == PAIR | {
        'plasticity.window_s', 'plasticity.spikes_per_step'}


@pytest.fixture(scope='module')
def rows(tiny_study):
    """Return the rows of the tiny study's sensitivity at one number of timesteps."""
    return [
        row for row in tiny_study[0].rows
        if row['curve'] == 'sensitivity' and row['timesteps'] == 10]


def test_every_possible_change_was_tried(rows):
    tried = Counter(row['variant'].partition('*')[0] for row in rows)
    assert tried.pop('') == len(NOISE_SEEDS)
    # a quarter of the threshold would lie below the reset
    assert tried.pop('lif.threshold_mv') == len(FACTORS) - 1
    assert set(tried) == PAIR - {'lif.threshold_mv'}
    assert set(tried.values()) == {len(FACTORS)}


def test_ranking_is_the_mean_of_the_largest_changes(tiny_study):
    study = tiny_study[0]
    found = [row for row in study.rows if row['curve'] == 'sensitivity']
    expected = {}
    for name in PAIR:
        largest = []
        for count in (10, 50, 350):
            here = [row for row in found if row['timesteps'] == count]
            base = next(row['accuracy'] for row in here if not row['variant'])
            largest.append(max(
                abs(row['accuracy'] - base) for row in here
                if row['variant'].startswith(f'{name}*')))
        expected[name] = sum(largest) / 3
    assert dict(study.ranking) == pytest.approx(expected)
    values = [value for _, value in study.ranking]
    assert values == sorted(values, reverse=True)


def test_first_three_are_changed_together(tiny_study):
    study = tiny_study[0]
    names = {name for name, _ in study.ranking[:3]}
    joint = [row['variant'] for row in study.rows if row['curve'] == 'joint']
    parts = [dict(part.split('*') for part in variant.split()) for variant in joint]
    assert {name for part in parts for name in part} == names
    assert {factor for part in parts for factor in part.values()} == {'0.5', '2'}
    assert max(map(len, parts)) == 3
    # the unchanged network, and those changed alone, were trained before
    assert len(joint) <= 3 * 27
