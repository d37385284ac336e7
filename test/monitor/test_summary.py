# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Two telemetry summaries become one comparison."""

from __future__ import annotations

import json

import pytest

from snn_agent.monitor.history import History
from snn_agent.monitor.summary import summarise


def point(timesteps, samples, energy):
    return {'timesteps': timesteps, 'samples': samples, 'labelled': samples, 'accuracy': 0.9,
            'latency_p50_s': 1e-3, 'latency_p95_s': 2e-3, 'latency_p99_s': 3e-3,
            'deadline_misses': 0, 'energy_modelled_j': energy, 'counts': {}}


def end(accuracy, energy, points, **changes):
    return {'duration_s': 120.0, 'device_profile': 'stm32l452', 'latency_target_s': 0.02,
            'samples': sum(p['samples'] for p in points), 'labelled': 10, 'accuracy': accuracy,
            'deadline_misses': 0, 'energy_modelled_j': energy, 'energy_modelled_total_j': 1.0,
            'energy_measured_total_j': None, 'points': points, **changes}


@pytest.fixture
def history(tmp_path):
    path = tmp_path / 'rows.jsonl'
    path.write_text(''.join(
        json.dumps({'state_of_charge': soc}) + '\n' for soc in (None, 0.98, 0.5, 0.06)))
    history = History(path)
    history.update()
    return history


ADAPTIVE = end(0.91, 1e-3, [point(50, 300, 0.6e-3), point(200, 100, 2.4e-3), point(350, 0, None)])
FIXED = end(0.92, 4e-3, [point(350, 400, 4e-3)], energy_measured_total_j=None)


def test_comparison(history):
    summary = summarise(ADAPTIVE, FIXED, history, {'seed': 3})
    assert summary['seed'] == 3
    assert summary['comparison'] == {
        'energy_modelled_ratio': 0.25, 'accuracy_difference': pytest.approx(-0.01)}
    assert summary['battery'] == {'first': 0.98, 'last': 0.06}
    assert summary['operating_points'] == ADAPTIVE['points']
    assert summary['adaptive']['timesteps_range'] == [50, 200]
    assert summary['fixed']['timesteps_range'] == [350, 350]
    assert summary['fixed']['operating_points'] == FIXED['points']


def test_measured_energy_stands_apart_and_is_null_without_a_counter(history):
    summary = summarise(ADAPTIVE, FIXED, history, {})
    assert summary['energy_measured']['total_j'] is None
    assert not any('measured' in key for key in summary['adaptive'])
    measured = summarise({**ADAPTIVE, 'energy_measured_total_j': 12.5}, FIXED, history, {})
    assert measured['energy_measured']['total_j'] == 12.5


def test_nothing_known_is_none_and_no_error(tmp_path):
    nothing = end(None, None, [])
    summary = summarise(nothing, nothing, History(tmp_path / 'none'), {})
    assert summary['comparison'] == {'energy_modelled_ratio': None, 'accuracy_difference': None}
    assert summary['battery'] == {'first': None, 'last': None}
    assert summary['adaptive']['timesteps_range'] is None
    json.dumps(summary, allow_nan=False)
