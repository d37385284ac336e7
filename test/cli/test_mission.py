# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent mission`` as a person and as a program runs it."""

from __future__ import annotations

import csv
from dataclasses import replace
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from snn_agent.cli.main import main

# images of 64 pixels need so little that perception does not decide how long a battery lasts
DATA = ('--dataset', 'digits', '--samples', '20', '--full-share', '1')


def start(folder, *words):
    """Start ``snn-agent mission`` in a folder."""
    return subprocess.Popen(
        [sys.executable, '-m', 'snn_agent', 'mission', *map(str, words)], cwd=folder, text=True,
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_program_gets_everything_and_the_files(small_model_path, tmp_path):
    pytest.importorskip('matplotlib')
    process = start(tmp_path, small_model_path, *DATA, '--output', 'out/deep', '--sweep', '1,1.2',
                    '--json')
    output, error = process.communicate(timeout=100)
    assert process.returncode == 0, error
    assert 'Recording: 60/60' in error and 'Simulating: 12/12' in error
    report = json.loads(output)
    assert {'command', 'date', 'package', 'machine', 'checksum'} <= set(report)
    assert list(report['choices']) == ['adaptive', '50', '150', '350']
    assert [row['full_share'] for row in report['sweep']['batteries']] == [1.0, 1.2]
    folder = tmp_path / 'out' / 'deep'
    assert sorted(file.name for file in folder.iterdir()) == [
        'mission.png', 'summary.json', 'timeline.csv']
    assert json.loads((folder / 'summary.json').read_text()) == report
    with open(folder / 'timeline.csv', newline='') as stream:
        rows = list(csv.DictReader(stream))
    adaptive = [row for row in rows if row['choice'] == 'adaptive']
    assert sum(int(row['right']) for row in adaptive) == report['choices']['adaptive']['right']


def test_person_gets_a_row_for_each_choice_and_no_file(
        small_model_path, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv('COLUMNS', '120')
    assert main(['mission', str(small_model_path), *DATA, '--sweep', '1']) == 0
    words = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip()]
    names = ['adaptive', '50', '150', '350']
    assert [row[0] for row in words if row[0] in names] == names
    assert [row[0] for row in words if row[0] in ('1', 'all')] == ['1', 'all']
    assert list(tmp_path.iterdir()) == []


def test_the_same_command_gives_the_same_mission(small_model_path, capsys):
    reports = []
    for _ in range(2):
        assert main(['mission', str(small_model_path), *DATA, '--seed', '7', '--json']) == 0
        reports.append(json.loads(capsys.readouterr().out))
    assert reports[0] == reports[1]


@pytest.mark.parametrize('words, reason', [
    (('--device', 'abacus'), 'stm32l452'),
    (('--device', 'loihi'), 'clock'),
    (('--device', 'nrf52840'), '--idle-power'),
    (('--capacity', '0.0001'), 'base load and idle power alone'),
    (('--full-share', '0.8'), 'larger battery'),
    (('--driving-power', '5', '--driving-share', '0.001', '--cycle', '3600'), 'cannot deliver'),
    (('--reserve', '1'), 'reserve_soc'),
    (('--hours', '1e9'), 'duration_s'),
    (('--dataset', 'mnist'), 'expected uint8[8, 8]'),
])
def test_what_cannot_be_simulated_is_wrong_usage(small_model_path, words, reason, capsys):
    if '--dataset' in words and 'SNN_AGENT_DATA' not in os.environ:
        pytest.skip('needs the files of MNIST')
    assert main(['mission', str(small_model_path), *DATA, *words]) == 2
    assert reason in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize('words', [
    ('--hours', 'nan'), ('--rate', '-1'), ('--rate', 'inf'), ('--burst-share', '1.5'),
    ('--standing-power', '-1'), ('--driving-power', 'nan'), ('--capacity', '0'),
    ('--idle-power', '-0.1'), ('--reserve', 'much'), ('--latency-target', '0'), ('--queue', '0'),
    ('--seed', '-1'), ('--samples', '0'), ('--sweep', '0.5,'), ('--sweep', '0'),
    ('--accuracy-loss', '2'), ('--split', 'all')])
def test_bad_option_is_wrong_usage(small_model_path, words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(['mission', str(small_model_path), *words])
    assert stop.value.code == 2
    assert words[0] in capsys.readouterr().err


def test_points_that_were_never_measured_are_refused(small_model, tmp_path, capsys):
    path = tmp_path / 'bare.npz'
    points = tuple(replace(point, measured=None) for point in small_model.points)
    small_model.with_points(points).save(path)
    assert main(['mission', str(path), *DATA]) == 2
    assert 'snn-agent explore' in capsys.readouterr().err


def test_missing_model_and_closed_folder_are_one_line(small_model_path, tmp_path):
    for words in (('missing.npz',), (small_model_path, '--output', '/proc/mission')):
        process = start(tmp_path, *words, *DATA)
        output, error = process.communicate(timeout=100)
        assert (process.returncode, output) == (2, '')
        assert len(error.splitlines()) == 1


def test_interrupt_ends_it_cleanly(small_model_path, tmp_path):
    process = start(tmp_path, small_model_path, '--dataset', 'digits', '--hours', '1000',
                    '--output', 'out')
    end = time.monotonic() + 60
    for line in process.stderr:
        if 'Simulating' in line or 'Recording' in line or time.monotonic() > end:
            break
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert error.splitlines()[-1] == 'snn-agent mission: interrupted'
    assert list((tmp_path / 'out').iterdir()) == []
