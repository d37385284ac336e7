# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent explore`` as a person and as a program runs it."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import fields
import json
import os
import shutil
import subprocess
import sys

import pytest

from snn_agent.cli.main import main
from snn_agent.engine import Model
from snn_agent.engine import OperatingPoint

SIZES = ('--dataset', 'digits', '--tuning-samples', '10', '--measuring-samples', '10')


def start(folder, *words):
    """Start ``snn-agent explore`` in a folder."""
    return subprocess.Popen(
        [sys.executable, '-m', 'snn_agent', 'explore', *words], cwd=folder, text=True,
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture
def model_file(small_model_path, tmp_path):
    """Return a copy of the small model."""
    return shutil.copy(small_model_path, tmp_path / 'model.npz')


def test_report_is_complete_and_true(model_file, tmp_path):
    process = start(
        tmp_path, 'model.npz', *SIZES, '--timesteps', '40,20', '--seeds', '2', '--json')
    output, error = process.communicate(timeout=100)
    assert process.returncode == 0, error
    assert 'Exploring: 700/700' in error
    report = json.loads(output)
    model = Model.load(model_file)
    assert (report['model'], report['checksum']) == ('model.npz', model.checksum)
    assert {'command', 'date', 'package', 'machine'} <= set(report)
    assert [point['timesteps'] for point in report['points']] == [20, 40, 350]
    assert set(report['points'][0]) == {field.name for field in fields(OperatingPoint)}
    assert report['points'] == json.loads(json.dumps([asdict(p) for p in model.points]))
    assert {(p.measured.samples, p.measured.seeds) for p in model.points} == {(20, (0, 1))}
    assert [file.name for file in tmp_path.iterdir()] == ['model.npz']


def test_person_gets_a_row_for_each_point_and_another_file(model_file, tmp_path, capsys):
    before = Model.load(model_file).checksum
    output = tmp_path / 'other.npz'
    words = ['explore', str(model_file), *SIZES, '--timesteps', '30', '--seeds', '1']
    assert main([*words, '--output', str(output)]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split() for line in lines if '%' in line and line.split()[0].isdigit()]
    assert [row[0] for row in rows] == ['30', '350']
    assert [point.timesteps for point in Model.load(output).points] == [30, 350]
    assert Model.load(model_file).checksum == before


@pytest.mark.parametrize('words, is_early', [((), True), (('--no-early-exit',), False)])
def test_early_exit_is_an_option(model_file, words, is_early):
    assert main(['explore', str(model_file), *SIZES, '--timesteps', '350', *words]) == 0
    assert (Model.load(model_file).full_point.exit_margin > 0) == is_early


@pytest.mark.parametrize('words, reason', [
    ((*SIZES, '--timesteps', '351'), '1 to 350'),
    ((*SIZES, '--timesteps', '30', '--tuning-samples', '5000'), 'samples asked for'),
    (('--timesteps', '30'), 'give --dataset'),
    ((*SIZES, '--neurons', '100'), 'it is for a study'),
])
def test_what_model_and_data_cannot_do_is_wrong_usage(model_file, words, reason, capsys):
    before = Model.load(model_file).checksum
    assert main(['explore', str(model_file), *words]) == 2
    assert reason in capsys.readouterr().err.splitlines()[-1]
    assert Model.load(model_file).checksum == before


@pytest.mark.parametrize('words', [
    ('--dataset', 'imagenet'), ('--timesteps', '0'), ('--timesteps', ''), ('--seeds', '0'),
    ('--tuning-samples', '0'), ('--measuring-samples', 'all')])
def test_bad_option_is_wrong_usage(model_file, words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(['explore', str(model_file), *words])
    assert stop.value.code == 2
    assert words[0] in capsys.readouterr().err


def test_missing_model_is_one_line_without_traceback(tmp_path):
    process = start(tmp_path, 'missing.npz', *SIZES)
    output, error = process.communicate(timeout=100)
    assert (process.returncode, output) == (2, '')
    assert len(error.splitlines()) == 1
    assert 'snn-agent train' in error


def test_place_that_cannot_be_written_is_refused_before_exploring(model_file, tmp_path):
    process = start(
        tmp_path, 'model.npz', *SIZES, '--timesteps', '30', '--seeds', '1', '--output',
        '/proc/model.npz')
    output, error = process.communicate(timeout=100)
    assert (process.returncode, output) == (2, '')
    assert '/proc' in error
    assert 'Traceback' not in error
    assert 'Exploring' not in error
