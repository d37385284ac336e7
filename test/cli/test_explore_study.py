# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent explore`` without a model: a tiny study, killed, interrupted, repeated."""

from __future__ import annotations

import csv
import json
import os
import signal
import struct
import subprocess
import sys
import time

import pytest

from snn_agent.cli.main import main
from snn_agent.engine import Model
from snn_agent.timestep.rows import column_meanings
from snn_agent.timestep.rows import WALL_TIMES

pytest.importorskip('joblib')
pytest.importorskip('matplotlib')
pytest.importorskip('optuna')

TINY = ('--dataset', 'digits', '--neurons', '10', '--samples', '40', '--epochs', '1',
        '--timesteps', '10,30', '--seeds', '2', '--search-trials', '5', '--max-loss', '90')
PICTURES = {'accuracy', 'activity', 'cost', 'pareto'}
PATIENCE_S = 100


def start(folder, *words, workers='2'):
    """Start a study in a folder, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, '-m', 'snn_agent', 'explore', *TINY, '--workers', workers, '--output',
         str(folder), *words], text=True, start_new_session=True,
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def stop_after(folder, number, how):
    """Start a study, send a signal to all its processes after so many trials; code and errors."""
    process = start(folder)
    end = time.monotonic() + PATIENCE_S
    while len(list(folder.glob('trials/*.json'))) < number:
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.01)
    os.killpg(process.pid, how)
    _, error = process.communicate(timeout=10)
    return process.returncode, error


def read_rows(folder):
    """Return the rows without wall times."""
    with open(folder / 'rows.csv', newline='', encoding='utf-8') as stream:
        return [
            {name: value for name, value in row.items() if name not in WALL_TIMES}
            for row in csv.DictReader(stream)]


@pytest.fixture(scope='module')
def finished(tmp_path_factory):
    """Return the folder of a study that nothing disturbed, what it printed, and its errors."""
    folder = tmp_path_factory.mktemp('study') / 'new' / 'study'
    process = start(folder, '--parts', 'analysis,enhance,ablation', '--json', workers='1')
    output, error = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, error
    return folder, output, error


def test_folder_is_complete(finished):
    folder, output, error = finished
    names = {path.name for path in folder.iterdir()}
    assert names == {'trials', 'rows.csv', 'summary.json', 'model.npz'} | {
        f'{name}.png' for name in PICTURES | {'ablation'}}
    assert 'Studying: ' in error
    assert 'Operating points: ' in error
    summary = json.loads((folder / 'summary.json').read_text())
    assert json.loads(output) == summary
    assert {'command', 'date', 'package', 'machine', 'choices', 'pareto'} <= set(summary)
    assert set(read_rows(folder)[0]) | set(WALL_TIMES) == set(column_meanings())


def test_model_is_the_one_of_the_summary(finished):
    folder = finished[0]
    summary = json.loads((folder / 'summary.json').read_text())
    model = Model.load(folder / 'model.npz')
    assert model.checksum == summary['model_checksum']
    assert [point.timesteps for point in model.points] == [10, 30, 350]
    assert model.provenance['command'].startswith('snn-agent explore --dataset digits')


def test_pictures_are_1200_pixels_wide(finished):
    for path in finished[0].glob('*.png'):
        assert struct.unpack('>I', path.read_bytes()[16:20]) == (1200,)


def test_stopped_study_goes_on_and_ends_with_the_same_rows(finished, tmp_path):
    stop_after(tmp_path, 4, signal.SIGKILL)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob('trials/*.json')}
    assert len(kept) >= 4
    code, error = stop_after(tmp_path, len(kept) + 6, signal.SIGINT)
    assert code == 130
    *_, advice, last = error.splitlines()
    assert 'the same command goes on from there' in advice
    assert last == 'snn-agent explore: interrupted'
    assert 'Traceback' not in error and 'Warning' not in error
    process = start(tmp_path)
    _, error = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, error
    assert read_rows(tmp_path) == [
        row for row in read_rows(finished[0]) if row['curve'] != 'ablation']
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_person_gets_a_row_for_each_number_of_timesteps(finished, capsys):
    assert main(['explore', *TINY, '--workers', '1', '--output', str(finished[0])]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.strip()[:2] in ('10', '30', '35')] == [
        '10', '30', '350']
    assert any(line.startswith('Chosen: ') for line in lines)


def test_contradiction_is_told_after_the_rows_are_written(finished, tmp_path, capsys):
    (tmp_path / 'trials').symlink_to(finished[0] / 'trials')
    words = [*TINY, '--workers', '1', '--max-energy-uj', '0.001', '--output', str(tmp_path)]
    assert main(['explore', *words]) == 2
    assert '--max-energy-uj' in capsys.readouterr().err.splitlines()[-1]
    assert read_rows(tmp_path)
    assert not (tmp_path / 'model.npz').exists()


@pytest.mark.parametrize('words, reason', [
    (('--parts', 'analysis,magic'), 'sensitivity'), (('--workers', 'all'), 'dask://host:port'),
    (('--device', 'toaster'), 'stm32l452'), (('--timesteps', '351'), '1 to 350'),
    (('--output', '/proc/study'), '/proc'), (('--no-early-exit',), 'it needs a MODEL'),
    (('--device', 'horowitz_45nm', '--max-latency-ms', '1'), 'with a clock'),
])
def test_wrong_use_is_told_before_any_work(words, reason, tmp_path, capsys):
    assert main(['explore', *TINY, '--output', str(tmp_path / 'study'), *words]) == 2
    assert reason in capsys.readouterr().err.splitlines()[-1]
    assert not (tmp_path / 'study' / 'trials').exists()


@pytest.mark.parametrize('words', [
    ('--max-loss', '-1'), ('--max-latency-ms', 'fast'), ('--max-energy-uj', 'nan'),
    ('--search-trials', '0'), ('--rule', 'hebb')])
def test_bad_option_is_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(['explore', *TINY, *words])
    assert stop.value.code == 2
    assert words[0] in capsys.readouterr().err


@pytest.mark.parametrize('package', ['matplotlib', 'optuna'])
def test_missing_package_is_told_before_any_work(package, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, package, None)
    assert main(['explore', *TINY, '--workers', '1', '--output', str(tmp_path)]) == 2
    assert f'pip install {package}' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_model_is_explored_without_the_packages_of_a_study(small_model_path, tmp_path):
    program = (
        'import sys\n'
        'for name in ("optuna", "distributed", "matplotlib"): sys.modules[name] = None\n'
        'from snn_agent.cli.main import main\n'
        'sys.exit(main(sys.argv[1:]))\n')
    done = subprocess.run(
        [sys.executable, '-c', program, 'explore', str(small_model_path), '--dataset', 'digits',
         '--timesteps', '20', '--tuning-samples', '5', '--measuring-samples', '5', '--output',
         str(tmp_path / 'model.npz')],
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(sys.path)}, text=True,
        capture_output=True, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
