# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The pictures of a study are drawn from whatever parts it has."""

from __future__ import annotations

import struct

import pytest

pytest.importorskip('matplotlib')

from snn_agent.monitor.study_report import draw_study

CURVES = ('plain', 'reduced', 'enhanced', 'exit')


def entry(timesteps):
    """Return a number of timesteps of a curve."""
    spread = {'mean': timesteps / 400, 'min': timesteps / 500, 'max': timesteps / 350}
    names = (
        'accuracy', 'silent_ratio', 'dead_neurons', 'theta_mean_mv', 'inference_output_spikes',
        'inference_synaptic_operations', 'training_synaptic_operations',
        'inference_energy_j_stm32l452', 'training_energy_j_stm32l452')
    return {'timesteps': timesteps, **{name: spread for name in names}}


def summary(curves=CURVES, counts=(10, 50, 350)):
    """Return the parts of a summary that are drawn."""
    found = [
        {'timesteps': count, 'accuracy': count / 400, 'energy_j': count * 1e-5}
        for count in counts]
    return {
        'device': 'stm32l452', 'full': {'accuracy': 0.9}, 'pareto': found, 'chosen': found[0],
        'curves': {
            name: [entry(count) for count in counts] if name in curves else []
            for name in CURVES},
        'sensitivity': {'noise': 0.01}, 'lifelong': []}


def row(curve, variant='', timesteps=350, accuracy=0.9):
    """Return the columns that are drawn."""
    return {
        'curve': curve, 'variant': variant, 'timesteps': timesteps, 'accuracy': accuracy,
        'dataset': 'digits', 'neurons': 10, 'rule': 'pair', 'training_samples': 1000,
        'inference_energy_j_stm32l452': 1e-4, 'samples': 200, 'split': 'validation', 'seed': 0}


def test_study_without_examination_has_four_pictures(tmp_path):
    draw_study(tmp_path, [row('plain')], summary())
    assert {path.name for path in tmp_path.iterdir()} == {
        'accuracy.png', 'activity.png', 'cost.png', 'pareto.png'}
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert content.startswith(b'\x89PNG')
        assert struct.unpack('>I', content[16:20]) == (1200,)


@pytest.mark.parametrize('curves, counts', [
    (('plain', 'reduced'), (10, 350)), (CURVES, (350,)), (CURVES, tuple(range(10, 351, 10)))])
def test_missing_single_and_many_points_are_drawn(tmp_path, curves, counts):
    draw_study(tmp_path, [row('plain')], summary(curves, counts))
    assert len(list(tmp_path.iterdir())) == 4


def test_examination_is_drawn(tmp_path):
    rows = [
        row('plain'), row('sensitivity'), row('sensitivity', 'lif.threshold_mv*0.5', 350, 0.8),
        row('sensitivity', 'plasticity.new_constant*2', 350, 0.85),
        row('ablation', 'enhanced'), row('ablation', 'no input rate scale', 350, 0.7)]
    draw_study(tmp_path, rows, summary())
    assert {'sensitivity.png', 'ablation.png'} < {path.name for path in tmp_path.iterdir()}


def test_passes_have_a_picture_of_their_own(tmp_path):
    spread = {'mean': 0.9, 'min': 0.89, 'max': 0.92}
    lifelong = [
        {'timesteps': count, 'passes': passes, 'accuracy': spread, 'theta_mean_mv': spread}
        for count, some in ((10, (1, 2, 3)), (350, (1, 3))) for passes in some]
    draw_study(tmp_path, [row('plain')], {**summary(), 'lifelong': lifelong})
    assert (tmp_path / 'lifelong.png').read_bytes().startswith(b'\x89PNG')
