# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What the terminal shows."""

from __future__ import annotations

import io
import json
import math

import pytest
from rich.console import Console

from snn_agent.monitor.history import History
from snn_agent.monitor.live import format_si
from snn_agent.monitor.live import live_line
from snn_agent.monitor.live import live_view
from snn_agent.monitor.live import sparkline

ROW = {
    'time_s': 10.0, 'state_of_charge': 0.42, 'timesteps': 150, 'accuracy_total': 0.913,
    'latency_p50': 0.00071, 'latency_p95': 0.0012, 'latency_p99': 0.0031,
    'energy_modelled': 45.1e-6, 'energy_measured': None, 'synaptic_operations': 450_000.0,
    'sample_rate': 30.0}


def history(tmp_path, name, *rows):
    path = tmp_path / name
    path.write_text(''.join(json.dumps(row) + '\n' for row in rows))
    result = History(path)
    result.update()
    return result


@pytest.mark.parametrize('value, text', [
    (0.0, '0.00 J'), (45.1e-6, '45.1 µJ'), (0.00071, '710 µJ'), (1.5, '1.50 J'),
    (2.5e6, '2.50 MJ'), (math.nan, '-')])
def test_numbers_have_three_digits_and_a_prefix(value, text):
    assert format_si(value, 'J') == text


@pytest.mark.parametrize('values, bars', [
    ([], ''),
    ([0.0, 0.0], '▁▁'),
    ([1.0, 0.5, 0.0], '█▅▁'),
    ([math.nan, 2.0], ' █'),
    ([4.0, 4.0, 4.0, 4.0, 2.0, 2.0, 0.0, 0.0], '██▅▁'),
])
def test_sparkline_grows_from_zero_and_fits(values, bars):
    assert sparkline(values, 4) == bars


def render(renderable):
    console = Console(file=io.StringIO(), width=100, force_terminal=False)
    console.print(renderable)
    return console.file.getvalue()


def test_view_shows_both_agents(tmp_path):
    adaptive = history(tmp_path, 'a', ROW)
    fixed = history(tmp_path, 'f', {**ROW, 'timesteps': 350})
    text = render(live_view('demo', 30.0, 120.0, adaptive, fixed))
    lines = {line.strip('│ ').split('  ')[0]: line for line in text.splitlines()}
    assert '90 s left' in lines['time']
    assert '42.0%' in lines['battery']
    assert lines['timesteps per image'].split()[4:6] == ['150', '350']
    assert lines['energy per image, modelled'].count('45.1 µJ') == 2
    assert lines['energy per image, measured'].count('none') == 2


def test_view_before_the_first_row(tmp_path):
    empty = History(tmp_path / 'none')
    text = render(live_view('demo', 0.0, 120.0, empty, empty))
    assert 'unknown' in text
    assert 'nan' not in text


def test_line_for_logs(tmp_path):
    adaptive = history(tmp_path, 'a', ROW)
    fixed = history(tmp_path, 'f', {**ROW, 'timesteps': 350, 'accuracy_total': math.nan})
    line = live_line(30.4, adaptive, fixed)
    assert line.split(' | ') == [
        '  30 s', 'battery 42.0%', 'timesteps 150/350', 'accuracy 91.3%/-',
        'energy 45.1 µJ/45.1 µJ', 'latency p50 710 µs/710 µs']
