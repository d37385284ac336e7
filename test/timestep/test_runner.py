# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Trials run once, wherever they run."""

from __future__ import annotations

import json
import os
import sys

import pytest

from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.timestep.runner import checked_workers
from snn_agent.timestep.runner import load_result
from snn_agent.timestep.runner import open_runner
from snn_agent.timestep.runner import Runner
from snn_agent.timestep.trial import run_trial


def files(folder):
    """Return the content of every file, without wall times, by name."""
    found = {}
    for path in folder.iterdir():
        content = json.loads(path.read_text())
        content['result']['training'].pop('seconds_per_sample')
        for point in content['result']['points']:
            point['measured'].pop('latency_s')
        found[path.name] = content
    return found


@pytest.fixture
def trials(small_trial):
    """Return three trials."""
    return [small_trial(seed=seed) for seed in range(3)]


def test_results_come_in_the_order_of_the_trials(trials, tmp_path):
    with open_runner(tmp_path, 1) as run:
        results = run.run(trials)
    assert [result.points[0].measured.seeds for result in results] == [(0,), (1,), (2,)]
    assert [load_result(tmp_path, trial) for trial in trials] == results


def test_finished_trials_are_not_run_again(trials, tmp_path):
    with open_runner(tmp_path, 1) as run:
        first = run.run(trials[:2])
        again = run.run(trials)
    assert again[:2] == first       # wall times too: they were read


def test_progress_counts_new_and_kept_and_doubled_trials(trials, tmp_path):
    done = []
    with open_runner(tmp_path, 1, done.append) as run:
        run.run(trials[:1])
        assert sum(done) == trials[0].work
        run.run([*trials, trials[0]])
    assert sum(done) == 3 * trials[0].work + trials[1].work + trials[2].work
    assert len(files(tmp_path)) == 3


@pytest.mark.parametrize('spoil', [
    lambda text: '', lambda text: text[:len(text) // 2], lambda text: 'null',
    lambda text: text.replace('"neurons": 10', '"neurons": 12'),
    lambda text: text.replace('"accuracy"', '"precision"'),
], ids=['empty', 'half', 'null', 'of another trial', 'other fields'])
def test_spoilt_file_is_run_again(trials, tmp_path, spoil):
    with open_runner(tmp_path, 1) as run:
        run.run(trials[:1])
        before = files(tmp_path)
        path, = tmp_path.iterdir()
        path.write_text(spoil(path.read_text()))
        run.run(trials[:1])
    assert files(tmp_path) == before


def test_number_of_workers_does_not_matter(trials, tmp_path):
    pytest.importorskip('joblib')
    for workers in (1, 2):
        with open_runner(tmp_path / str(workers), workers) as run:
            run.run(trials)
    assert files(tmp_path / '1') == files(tmp_path / '2')


def test_cluster_finds_the_same(trials, tmp_path):
    distributed = pytest.importorskip('distributed')
    with open_runner(tmp_path / 'here', 1) as run:
        run.run(trials)
    with distributed.LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, protocol='tcp',
            dashboard_address=None) as cluster:
        address = cluster.scheduler_address.replace('tcp://', 'dask://')
        with open_runner(tmp_path / 'there', address) as run:
            run.run(trials)
    assert files(tmp_path / 'here') == files(tmp_path / 'there')


def test_cluster_that_does_not_answer_is_named(tmp_path, monkeypatch):
    pytest.importorskip('distributed')
    monkeypatch.setattr('snn_agent.timestep.runner._CONNECT_S', 0.2)
    with pytest.raises(ConfigurationError, match='running Dask scheduler'):
        with open_runner(tmp_path, 'dask://127.0.0.1:9'):
            pass


def test_error_of_a_worker_arrives_whole(small_trial, tmp_path):
    pytest.importorskip('joblib')
    wrong = small_trial(seed=-1)
    with open_runner(tmp_path, 2) as run, pytest.raises(ConfigurationError) as there:
        run.run([wrong])
    with pytest.raises(ConfigurationError) as here:
        run_trial(wrong)
    assert str(there.value) == str(here.value)
    assert there.value.name == 'seed'


def test_longest_trials_start_first(small_trial, tmp_path):
    trials = [small_trial(training=OperatingPoint(count)) for count in (5, 200, 50)]
    order = []

    def note(missing):
        for trial in missing:
            order.append(trial.training.timesteps)
            yield trial.digest, run_trial(trial)

    Runner(tmp_path, note, lambda work: None).run(trials)
    assert order == [200, 50, 5]


@pytest.mark.parametrize('given, expected', [
    (3, 3), ('2', 2), ('dask://host:8786', 'dask://host:8786')])
def test_workers(given, expected):
    assert checked_workers(given) == expected


def test_workers_are_all_cores_by_default():
    assert checked_workers(None) == len(os.sched_getaffinity(0))


@pytest.mark.parametrize('given', ['0', '-1', 'all', '1.5', '', 'dask://host', 'ray://host:1', 0])
def test_wrong_workers_are_refused(given):
    with pytest.raises(ConfigurationError, match='dask://host:port'):
        checked_workers(given)


@pytest.mark.parametrize('package, workers', [('joblib', 2), ('distributed', 'dask://host:1')])
def test_missing_package_is_named(tmp_path, monkeypatch, package, workers):
    pytest.importorskip('joblib')
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ConfigurationError, match=f'pip install {package}'):
        with open_runner(tmp_path, workers):
            pass
