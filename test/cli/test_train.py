# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent train`` as a person and as a program runs it."""

from __future__ import annotations

from dataclasses import fields
import json
import os
import subprocess
import sys

import pytest

from snn_agent.cli.main import main
from snn_agent.engine import Measurement
from snn_agent.engine import Model
from snn_agent.engine import OperatingPoint
from snn_agent.engine.counts import COUNT_NAMES

SMALL = ('--dataset', 'digits', '--neurons', '30', '--samples', '200', '--timesteps', '100',
         '--epochs', '1')
TINY = ('--dataset', 'digits', '--neurons', '3', '--samples', '5', '--timesteps', '5',
        '--epochs', '1')


def start(folder, *words, **environment):
    """Start ``snn-agent train`` in a folder."""
    return subprocess.Popen(
        [sys.executable, '-m', 'snn_agent', 'train', *words], cwd=folder, text=True,
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(sys.path), **environment},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture(scope='module')
def trained(tmp_path_factory):
    """Train in a process; return the folder and what it printed for machines."""
    folder = tmp_path_factory.mktemp('train')
    process = start(folder, *SMALL, '--seed', '3', '--output', 'new/model.npz', '--json')
    output, error = process.communicate(timeout=100)
    assert process.returncode == 0, error
    assert 'Training: 400/400' in error
    return folder, json.loads(output)


def test_report_is_complete_and_true(trained):
    folder, report = trained
    model = Model.load(folder / report['model'])
    assert report['checksum'] == model.checksum
    assert report['provenance'] == model.provenance
    assert report['training_seconds'] > 0
    measured = report['test']
    assert set(measured) == {field.name for field in fields(Measurement)}
    assert set(measured['counts']) == set(COUNT_NAMES)
    assert (measured['samples'], measured['split'], measured['seeds']) == (500, 'test', [3])
    assert 0.15 < measured['accuracy_low'] < measured['accuracy'] < measured['accuracy_high']


def test_model_says_where_it_comes_from(trained):
    folder, report = trained
    model = Model.load(folder / report['model'])
    expected = {'dataset': 'digits', 'seed': 3, 'epochs': 1, 'samples': 200}
    assert {name: model.provenance[name] for name in expected} == expected
    assert model.provenance['command'].startswith('snn-agent train --dataset digits')
    assert {'package', 'date', 'machine'} <= set(model.provenance)
    assert model.spec.lif.n == 30
    assert [point.timesteps for point in model.points] == [100]


def test_person_gets_one_line_and_a_file_with_a_telling_name(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(['train', *TINY]) == 0
    line, = capsys.readouterr().out.splitlines()
    assert line.startswith('digits-n3-s0.npz: 3 neurons')
    assert Model.load('digits-n3-s0.npz').spec.lif.n == 3


def test_few_timesteps_come_with_the_parameters_that_suit_them(tmp_path, capsys):
    points = {}
    for words in ((), ('--plain',)):
        assert main(['train', *TINY, *words, '--output', str(tmp_path / 'model.npz')]) == 0
        points[words], = Model.load(tmp_path / 'model.npz').points
    assert points[()].encoding == 'systematic'
    assert points[()].threshold_scale < 0.2
    assert points['--plain',] == OperatingPoint(5)


def test_rule_is_an_option(tmp_path, capsys):
    for words, kind in (((), 'pair_stdp'), (('--rule', 'windowed'), 'windowed_stdp')):
        assert main(['train', *TINY, *words, '--output', str(tmp_path / 'model.npz')]) == 0
        model = Model.load(tmp_path / 'model.npz')
        assert model.spec.dense.plasticity.kind == kind


@pytest.mark.parametrize('words', [
    ('--dataset', 'imagenet'), ('--neurons', '0'), ('--neurons', 'many'), ('--epochs', '-1'),
    ('--seed', '-1'), ('--timesteps', '0'), ('--rule', 'hebb'),
    ('--samples', '0'), ('--neurons', '1.5')])
def test_bad_option_is_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(['train', *words])
    assert stop.value.code == 2
    assert words[0] in capsys.readouterr().err


@pytest.mark.parametrize('words, reason', [
    (('--neurons', '1000001'), '1 to 1000000'),
    (('--timesteps', '10001'), '1 to 10000'),
    (('--seed', str(2**64)), 'seed'),
])
def test_number_out_of_its_limits_is_wrong_usage(words, reason, capsys, tmp_path):
    assert main(['train', *TINY, *words, '--output', str(tmp_path / 'model.npz')]) == 2
    assert reason in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_missing_data_is_one_line_without_traceback(tmp_path):
    process = start(
        tmp_path, '--dataset', 'mnist', SNN_AGENT_DATA=str(tmp_path / 'nowhere'))
    output, error = process.communicate(timeout=100)
    assert (process.returncode, output) == (2, '')
    assert len(error.splitlines()) == 1
    assert 'SNN_AGENT_DATA' in error


def test_place_that_cannot_be_written_is_refused_before_training(tmp_path):
    process = start(tmp_path, *TINY, '--output', '/proc/model.npz')
    output, error = process.communicate(timeout=100)
    assert (process.returncode, output) == (2, '')
    assert '/proc' in error
    assert 'Traceback' not in error
    assert 'Training' not in error
