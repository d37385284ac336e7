# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The demo as a person runs it: real processes, short, and what can go wrong."""

from __future__ import annotations

from dataclasses import replace
import json
import os
from pathlib import Path
import signal
import subprocess
import sys
import time

import pytest

pytest.importorskip('rclpy')
pytest.importorskip('matplotlib')

from snn_agent.cli.main import main
from snn_agent.monitor import History

NODES = 6


@pytest.fixture(scope='module')
def model_path(small_model, tmp_path_factory):
    """Return a model whose points are so close in accuracy that an empty battery must tell."""
    accuracies = {350: 0.900, 150: 0.895, 50: 0.890}
    points = tuple(
        replace(point, measured=replace(point.measured, accuracy=accuracies[point.timesteps]))
        for point in small_model.points)
    path = tmp_path_factory.mktemp('model') / 'digits.npz'
    small_model.with_points(points).save(path)
    return path


@pytest.fixture
def start(tmp_path, model_path):
    """Return a function that starts a demo as a process of its own."""
    started = []

    def run(*options):
        environment = {k: v for k, v in os.environ.items() if k != 'ROS_DOMAIN_ID'}
        started.append(subprocess.Popen(
            [sys.executable, '-m', 'snn_agent', 'demo', '--dataset', 'digits',
             '--model', str(model_path), '--output', str(tmp_path / 'report'), *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()


def children(process: subprocess.Popen[str]) -> list[int]:
    """Return the process ids of a process's children."""
    path = Path(f'/proc/{process.pid}/task/{process.pid}/children')
    return [int(word) for word in path.read_text().split()]


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def falls(numbers: list[float | None]) -> bool:
    """Say whether the numbers go down at least once and never up."""
    known = [number for number in numbers if number is not None]
    return known == sorted(known, reverse=True) and known[0] > known[-1]


def wait_until(condition, timeout=60.0):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, 'timed out'
        time.sleep(0.05)


def has_results(folder: Path) -> bool:
    """Say whether the record of the adaptive agent shows results."""
    history = History(folder / 'adaptive.jsonl')
    history.update()
    return history.last('sample_rate') > 0


def test_whole_demo(start, tmp_path):
    process = start('--seconds', '15', '--json')
    output, errors = process.communicate(timeout=90)
    assert process.returncode == 0, errors
    summary = json.loads((tmp_path / 'report/summary.json').read_text())
    assert json.loads(output) == summary
    assert (tmp_path / 'report/report.png').read_bytes().startswith(b'\x89PNG')
    assert summary['adaptive']['samples'] > 100
    assert summary['fixed']['timesteps_range'] == [350, 350]
    assert summary['battery']['last'] < summary['battery']['first']
    assert summary['comparison']['energy_modelled_ratio'] < 1.0
    assert falls([point['timesteps'] for point in rows(tmp_path / 'report/adaptive.jsonl')])
    for point in summary['operating_points']:
        assert {'timesteps', 'samples', 'accuracy', 'latency_p50_s', 'latency_p95_s',
                'latency_p99_s', 'energy_modelled_j'} <= point.keys()
    assert {'machine', 'dataset', 'seed', 'package', 'date'} <= summary.keys()


def test_interrupt_stops_every_node_and_writes_what_there_is(start, tmp_path):
    process = start()
    wait_until(lambda: has_results(tmp_path / 'report'))
    nodes = children(process)
    assert len(nodes) == NODES
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == 'snn-agent demo: interrupted'
    assert not any(Path(f'/proc/{node}').exists() for node in nodes)
    assert (tmp_path / 'report/summary.json').exists()


def test_node_that_dies_ends_the_demo_with_its_name(start, tmp_path):
    process = start()
    wait_until(lambda: has_results(tmp_path / 'report'))
    os.kill(children(process)[0], signal.SIGKILL)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert 'node /agent ended with exit code -9' in errors
    assert 'Traceback' not in errors


@pytest.mark.parametrize('options, message', [
    (['--seconds', '0'], '--seconds: got 0.0'),
    (['--seconds', 'nan'], '--seconds: got nan'),
    (['--rate', '2000'], '--rate: got 2000.0'),
    (['--profile', 'toaster'], 'toaster'),
    (['--model', 'none.npz'], 'none.npz'),
    (['--dataset', 'fashion-mnist'], 'fashion-mnist'),
])
def test_wrong_option_is_exit_code_2_and_one_line(
        capsys, tmp_path, model_path, options, message):
    words = ['demo', '--dataset', 'digits', '--model', str(model_path)]
    assert main([*words, '--output', str(tmp_path / 'report'), *options]) == 2
    errors = capsys.readouterr().err
    assert message in errors
    assert len(errors.splitlines()) == 1


def test_output_that_is_a_file_is_exit_code_2(capsys, tmp_path, model_path):
    (tmp_path / 'report').touch()
    assert main(['demo', '--dataset', 'digits', '--model', str(model_path),
                 '--output', str(tmp_path / 'report')]) == 2
    assert '--output' in capsys.readouterr().err
