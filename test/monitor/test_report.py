# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The picture is drawn from whatever a run left behind."""

from __future__ import annotations

import json
import struct

import pytest

pytest.importorskip('matplotlib')

from snn_agent.monitor.history import History
from snn_agent.monitor.outcome import headline
from snn_agent.monitor.outcome import outcome
from snn_agent.monitor.report import draw_report

SUMMARY = {
    'dataset': 'digits', 'seed': 0, 'device_profile': 'stm32l452', 'package': '0.1.0',
    'date': '2026-11-21', 'machine': {'processor': 'a processor'},
    'adaptive': {'samples': 60, 'accuracy': 0.9, 'energy_modelled_j': 1e-3,
                 'timesteps_range': [50, 350]},
    'fixed': {'samples': 60, 'accuracy': None, 'energy_modelled_j': None,
              'timesteps_range': [350, 350]},
    'comparison': {'energy_modelled_ratio': 0.25, 'accuracy_difference': -0.0123},
}


def row(time_s, **changes):
    return {
        'time_s': time_s, 'state_of_charge': 1 - time_s / 10, 'timesteps': 350,
        'accuracy_total': 0.9, 'latency_p50': 1e-3, 'latency_p95': 2e-3,
        'energy_modelled': 1e-3, **changes}


def history(tmp_path, name, rows):
    path = tmp_path / name
    path.write_text(''.join(json.dumps(item) + '\n' for item in rows))
    result = History(path)
    result.update()
    return result


def test_picture_of_a_run_in_which_one_agent_did_nothing(tmp_path):
    nothing = {'samples': 0, 'accuracy': None, 'energy_modelled_j': None, 'timesteps_range': None}
    path = tmp_path / 'report.png'
    draw_report(path, history(tmp_path, 'a', [row(1.0)]), history(tmp_path, 'f', []),
                {**SUMMARY, 'fixed': nothing})
    assert path.stat().st_size > 10_000


NOTHING = {'state_of_charge': None, 'timesteps': None, 'accuracy_total': None,
           'latency_p50': None, 'latency_p95': None, 'energy_modelled': None}


@pytest.mark.parametrize('rows', [
    [],
    [row(1.0)],
    [row(1.0, **NOTHING)],
    [row(1.0, **NOTHING), row(2.0), row(3.0, timesteps=50, energy_modelled=0.0)],
    [row(float(second)) for second in range(1, 200)],
], ids=['no rows', 'one row', 'nothing known', 'some known', 'many rows'])
def test_picture_is_a_png_of_1200_pixels(tmp_path, rows):
    path = tmp_path / 'report.png'
    draw_report(path, history(tmp_path, 'a', rows), history(tmp_path, 'f', rows[:1]), SUMMARY)
    content = path.read_bytes()
    assert content.startswith(b'\x89PNG')
    assert struct.unpack('>I', content[16:20]) == (1200,)


@pytest.mark.parametrize('ratio, difference, text', [
    (0.25, -0.0123, '25% of the energy at −1.2 points of accuracy'),
    (0.4, 0.004, '40% of the energy at +0.4 points of accuracy'),
    (None, -0.01, 'Adaptive and fixed timesteps'),
])
def test_headline(ratio, difference, text):
    compared = {'energy_modelled_ratio': ratio, 'accuracy_difference': difference}
    assert headline({'comparison': compared}) == text


def test_table_has_a_row_for_each_operating_point():
    def point(timesteps):
        return {'timesteps': timesteps, 'samples': 5, 'accuracy': None, 'latency_p50_s': None,
                'latency_p95_s': 2e-3, 'latency_p99_s': 3e-3, 'energy_modelled_j': 4e-3}
    _, table = outcome({
        **SUMMARY, 'operating_points': [point(50), point(200)],
        'fixed': {'operating_points': [point(350)]}}).renderables
    assert table.row_count == 3
    assert list(table.columns[1].cells) == ['200', '50', '350']
