# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Mechanisms of the enhancement, off one at a time."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from snn_agent.engine import OperatingPoint
from snn_agent.timestep.ablation import ablation_trials
from snn_agent.timestep.ablation import MECHANISMS
from snn_agent.timestep.ablation import mechanisms
from snn_agent.timestep.ablation import without
from snn_agent.timestep.enhance import closed_form

POINT = closed_form(10, 0.001, 0.1)


@pytest.mark.parametrize('mechanism, changed', [
    ('systematic encoding', {'encoding': 'poisson'}),
    ('nearest neuron fires', {'on_silence': 'present_again'}),
    ('threshold and inhibition scales', {'threshold_scale': 1.0, 'inhibition_scale': 1.0}),
    ('input rate scale', {
        'rate_scale': 1.0, 'threshold_scale': POINT.threshold_scale / POINT.rate_scale,
        'inhibition_scale': POINT.inhibition_scale / POINT.rate_scale}),
    ('learning rate scale', {'learning_rate_scale': 1.0}),
    ('threshold adaptation scale', {'threshold_adaptation_scale': 1.0}),
    ('threshold decay scale', {'threshold_decay_scale': 1.0}),
    ('refractory scale', {'refractory_scale': 1.0}),
    ('update window scale', {'window_scale': 1.0}),
])
def test_one_mechanism_is_off(mechanism, changed):
    assert asdict(without(POINT, mechanism)) == {**asdict(POINT), **changed}


def test_all_mechanisms_off_is_the_naive_point():
    point = POINT
    for mechanism in ('input rate scale', *MECHANISMS):
        if mechanism != 'input rate scale' or point.rate_scale != 1.0:
            point = without(point, mechanism)
    assert point == OperatingPoint(10)


def test_trials_are_enhanced_each_off_and_naive(tiny_settings):
    planned = ablation_trials(tiny_settings, {10: POINT})
    assert [name for _, name, _ in planned] == [
        'enhanced', *(f'no {name}' for name in mechanisms('pair')), 'none of them (naive)']
    assert set(MECHANISMS) - set(mechanisms('pair')) == {'update window scale'}
    assert mechanisms('windowed') == MECHANISMS
    assert planned[0][2].training == POINT
    assert planned[-1][2].training == OperatingPoint(10)
    assert {trial.split for _, _, trial in planned} == {'validation'}


def test_rows_of_the_study(tiny_study):
    study = tiny_study[0]
    rows = [row for row in study.rows if row['curve'] == 'ablation']
    assert len(rows) == 3 * (len(mechanisms('pair')) + 2)
    by_variant = {row['variant']: row for row in rows if row['timesteps'] == 10}
    assert by_variant['no systematic encoding']['inference_encoding_additions'] == 0
    assert by_variant['enhanced']['inference_encoding_additions'] > 0
    assert by_variant['none of them (naive)']['threshold_scale'] == 1.0
