# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A tiny study has every part, and can be repeated."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from snn_agent.engine import OperatingPoint
from snn_agent.timestep import open_runner
from snn_agent.timestep import run_study
from snn_agent.timestep import study_work
from snn_agent.timestep.rows import WALL_TIMES
from snn_agent.timestep.search import best


@pytest.fixture(scope='module')
def rows(tiny_study):
    """Return the rows of the tiny study."""
    return tiny_study[0].rows


def select(rows, curve):
    return [row for row in rows if row['curve'] == curve]


def test_each_curve_has_a_row_for_network_seed_and_timesteps(rows):
    for curve in ('plain', 'reduced', 'enhanced'):
        found = [(row['timesteps'], row['seed']) for row in select(rows, curve)]
        assert sorted(found) == [(count, seed) for count in (10, 50, 350) for seed in (0, 1)]
    assert Counter(row['timesteps'] for row in select(rows, 'search')) == {10: 6, 50: 6, 350: 6}


def test_early_exit_is_measured_on_the_enhanced_networks(tiny_study):
    study = tiny_study[0]
    rows = select(study.rows, 'exit')
    early = {count: point for count, point in study.early.items() if point.exit_margin}
    assert early
    assert sorted((row['timesteps'], row['seed']) for row in rows) == [
        (count, seed) for count in sorted(early) for seed in (0, 1)]
    enhanced = {(row['timesteps'], row['seed']): row for row in select(study.rows, 'enhanced')}
    for row in rows:
        full = enhanced[row['timesteps'], row['seed']]
        assert row['exit_margin'] == early[row['timesteps']].exit_margin
        assert row['theta_mean_mv'] == full['theta_mean_mv']
        assert row['inference_timesteps'] <= full['inference_timesteps']


def test_networks_are_trained_where_the_curve_says(rows):
    for row in select(rows, 'plain') + select(rows, 'enhanced'):
        assert row['trained_at'] == row['timesteps']
    assert {row['trained_at'] for row in select(rows, 'reduced')} == {350}
    assert {row['encoding'] for row in select(rows, 'plain')} == {'poisson'}
    assert {row['encoding'] for row in select(rows, 'enhanced')} == {'systematic'}


def test_full_plain_network_is_the_reduced_one_at_its_own_timesteps(rows):
    plain, reduced = (
        [{**row, 'curve': ''} for row in select(rows, curve) if row['timesteps'] == 350]
        for curve in ('plain', 'reduced'))
    assert plain == reduced


def test_enhanced_points_are_the_best_that_the_search_found(tiny_study):
    study = tiny_study[0]
    for count, attempts in study.attempts.items():
        assert study.points[count] == best(attempts).trial.training


def test_progress_is_nearly_what_was_announced(tiny_study):
    # what a constant's limits forbid is announced, and left out
    study, done, _ = tiny_study
    assert 0.9 * study_work(study.settings) < done <= study_work(study.settings)


def test_repeated_study_has_the_same_rows_and_runs_nothing(tiny_study):
    study, _, folder = tiny_study
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    with open_runner(folder, 1) as run:
        again = run_study(study.settings, run, study.device)
    assert again.rows == study.rows
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_new_study_differs_in_wall_times_only(tiny_study, tmp_path):
    settings = replace(tiny_study[0].settings, parts=('analysis',))
    with open_runner(tmp_path, 1) as run:
        study = run_study(settings, run, 'stm32l452')
    old = [row for row in tiny_study[0].rows if row['curve'] in ('plain', 'reduced')]
    for row, other in zip(study.rows, old, strict=True):
        assert {k: v for k, v in row.items() if k not in WALL_TIMES} == {
            k: v for k, v in other.items() if k not in WALL_TIMES}


def test_without_search_the_closed_form_is_examined(tiny_study, tmp_path):
    settings = replace(tiny_study[0].settings, parts=('ablation',), timesteps=(10,), seeds=1)
    with open_runner(tmp_path, 1) as run:
        study = run_study(settings, run, 'stm32l452')
    assert study.points[10] == settings.enhanced(10)
    assert {row['curve'] for row in study.rows} == {'plain', 'reduced', 'ablation'}
    assert {row['timesteps'] for row in study.rows} == {10, 350}


def test_plain_networks_have_plain_points(rows):
    plain = OperatingPoint(10)
    for row in select(rows, 'plain'):
        assert (row['threshold_scale'], row['on_silence']) == (1.0, plain.on_silence)
