# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent evaluate`` as a person and as a program runs it."""

from __future__ import annotations

from dataclasses import asdict
import json
import os
import subprocess
import sys

import pytest

from snn_agent.cli.main import main
from snn_agent.timestep import measure


def start(folder, *words, **environment):
    """Start ``snn-agent evaluate`` in a folder."""
    return subprocess.Popen(
        [sys.executable, '-m', 'snn_agent', 'evaluate', *words], cwd=folder, text=True,
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(sys.path), **environment},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_report_is_complete_and_true(small_model, small_model_path, digits, tmp_path):
    process = start(
        tmp_path, str(small_model_path), '--dataset', 'digits', '--timesteps', '50,350',
        '--seeds', '0,4', '--samples', '40', '--json')
    output, error = process.communicate(timeout=100)
    assert process.returncode == 0, error
    report = json.loads(output)
    expected = {'model': str(small_model_path), 'dataset': 'digits', 'split': 'test'}
    assert {name: report[name] for name in expected} == expected
    assert {'command', 'date', 'package', 'machine'} <= set(report)
    assert list(report['points']) == ['50', '350']
    for timesteps, found in report['points'].items():
        again = measure(
            small_model, small_model.point(int(timesteps)), digits.part(slice(0, 40)),
            seeds=(0, 4), split='test')
        assert found.pop('latency_s') > 0
        plain = json.loads(json.dumps(asdict(again)))
        plain.pop('latency_s')
        assert found == plain


def test_person_gets_a_row_for_each_point(small_model_path, capsys):
    words = ['evaluate', str(small_model_path), '--dataset', 'digits', '--samples', '5']
    assert main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split() for line in lines if '%' in line and line.split()[0].isdigit()]
    assert [row[0] for row in rows] == ['50', '150', '350']


@pytest.mark.parametrize('words, reason', [
    (('--dataset', 'digits', '--timesteps', '60'), 'one of 50, 150, 350'),
    ((), 'give --dataset'),
])
def test_what_the_model_cannot_do_is_wrong_usage(small_model_path, words, reason, capsys):
    assert main(['evaluate', str(small_model_path), *words]) == 2
    error = capsys.readouterr().err
    assert reason in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize('words', [
    ('--dataset', 'imagenet'), ('--split', 'all'), ('--timesteps', '0'), ('--timesteps', 'a,b'),
    ('--seeds', '1,x'), ('--seeds', ''), ('--seeds', '1,-1'), ('--samples', '0')])
def test_bad_option_is_wrong_usage(small_model_path, words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(['evaluate', str(small_model_path), *words])
    assert stop.value.code == 2
    assert words[0] in capsys.readouterr().err


def test_file_that_is_no_model_is_one_line_without_traceback(tmp_path):
    (tmp_path / 'notes.npz').write_text('no model')
    missing, other = start(tmp_path, 'missing.npz'), start(tmp_path, 'notes.npz')
    for process, reason in ((missing, 'snn-agent train'), (other, 'not a readable')):
        output, error = process.communicate(timeout=100)
        assert (process.returncode, output) == (2, '')
        assert len(error.splitlines()) == 1
        assert reason in error
