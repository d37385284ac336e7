# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The search asks for the same in every run, and starts with the closed form."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import replace
import sys

import pytest

from snn_agent.errors import ConfigurationError
from snn_agent.timestep import open_runner
from snn_agent.timestep.enhance import Factors
from snn_agent.timestep.search import best
from snn_agent.timestep.search import search
from snn_agent.timestep.search import search_work

pytest.importorskip('optuna')


@pytest.fixture(scope='module')
def brief(tiny_settings):
    """Return settings with one more batch than the closed form needs."""
    return replace(tiny_settings, timesteps=(10,), search_trials=9)


@pytest.fixture(scope='module')
def attempts(brief, tmp_path_factory):
    """Return the attempts of a search, its progress and its folder."""
    folder, done = tmp_path_factory.mktemp('search'), []
    with open_runner(folder, 1, done.append) as run:
        return search(brief, run, 1e-4, 'stm32l452', 0.02), sum(done), folder


def test_closed_form_comes_first(attempts, brief):
    for count, tried in attempts[0].items():
        assert tried[0].factors == Factors()
        assert tried[0].trial.training == brief.enhanced(count)
        assert len(tried) == 9


def test_factors_stay_in_their_ranges(attempts):
    for tried in attempts[0].values():
        for attempt in tried:
            factors = asdict(attempt.factors)
            for name in ('inhibition', 'learning_rate'):
                assert 0.25 <= factors.pop(name) <= 2.0
            assert all(0.6 <= value <= 1.6 for value in factors.values())
        assert len({attempt.factors for attempt in tried}) == 9


def test_score_is_the_stated_one(attempts):
    for attempt in attempts[0][10]:
        record = attempt.result.points[0].measured
        assert attempt.score == pytest.approx(
            record.accuracy - 0.02 * record.energy_modelled_j['stm32l452'] / 1e-4)
    assert best(attempts[0][10]).score == max(one.score for one in attempts[0][10])


def test_repeated_search_asks_for_what_is_there(attempts, brief):
    first, _, folder = attempts
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    with open_runner(folder, 1) as run:
        assert search(brief, run, 1e-4, 'stm32l452', 0.02) == first
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_workers_do_not_change_the_outcome(attempts, brief, tmp_path):
    with open_runner(tmp_path, 2) as run:
        again = search(brief, run, 1e-4, 'stm32l452', 0.02)
    assert [[(one.factors, one.score) for one in tried] for tried in again.values()] == [
        [(one.factors, one.score) for one in tried] for tried in attempts[0].values()]


def test_progress_is_what_was_announced(attempts, brief):
    assert attempts[1] == search_work(brief)


def test_candidates_are_judged_by_validation_samples(attempts):
    assert {one.trial.split for tried in attempts[0].values() for one in tried} == {'validation'}


def test_missing_optuna_is_named(brief, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, 'optuna', None)
    with open_runner(tmp_path, 1) as run, pytest.raises(
            ConfigurationError, match='pip install optuna'):
        search(brief, run, 1e-4, 'stm32l452')
