# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The summary says what the flights were."""

from __future__ import annotations

import json

import pytest

from snn_agent.control.mission import MissionSettings
from snn_agent.control.mission import RobotSettings
from snn_agent.control.mission import simulate
from snn_agent.control.mission import summarise_mission
from snn_agent.control.mission import sweep
from snn_agent.control.mission import TIMELINE
from snn_agent.control.mission import timeline

SETTINGS = MissionSettings(duration_s=3600, latency_target_s=0.5)
ROBOT = RobotSettings(accuracy_loss=0.05)


@pytest.fixture(scope='module')
def mission(costs, records):
    return simulate(costs, records, SETTINGS, ROBOT, 0.001)


@pytest.fixture(scope='module')
def summary(mission, costs, records):
    return summarise_mission(mission, SETTINGS, ROBOT, costs, records)


def test_choices_are_all_there_and_their_books_are_balanced(mission, summary):
    assert list(summary['choices']) == ['adaptive', '10', '50', '350']
    for choice in summary['choices'].values():
        assert choice['drawn_j'] == pytest.approx(
            choice['base_load_j'] + choice['computing_modelled_j'] + choice['idle_modelled_j'])
        assert choice['accuracy'] == choice['right'] / choice['classified']
        assert choice['right_per_j_drawn'] == choice['right'] / choice['drawn_j']
        assert choice['right_per_j_carried'] == choice['right'] / mission.usable_j
        assert sum(choice['seconds_at_timesteps'].values()) == choice['ended_s']
        assert choice['right_of_asked'] <= choice['accuracy']
        if not choice['completed']:     # it drew what the battery held, quicker
            assert choice['drawn_j'] == pytest.approx(mission.usable_j, rel=0.04)
    assert not summary['choices']['350']['completed']


def test_comparison_is_with_the_best_fixed_choice(summary):
    choices = summary['choices']
    for unit in ('carried', 'drawn'):
        key = f'right_per_j_{unit}'
        best = max(choices[name][key] for name in ('10', '50', '350'))
        compared = summary['comparison'][unit]
        assert choices[str(compared['best_fixed'])][key] == best
        assert compared['over_best_fixed'] == choices['adaptive'][key] / best - 1
        assert compared['over_full_timesteps'] == (
            choices['adaptive'][key] / choices['350'][key] - 1)


def test_points_are_reported_as_known_and_as_recorded(summary, costs, records):
    for point, cost in zip(summary['operating_points'], costs):
        assert point['known_accuracy'] == cost.accuracy
        assert point['accuracy'] == records[cost.timesteps].accuracy
        assert point['timesteps_used'] == cost.timesteps


def test_summary_is_json(summary):
    assert json.loads(json.dumps(summary))['asked'] == summary['asked']


def test_timeline_adds_up_to_the_summary(mission, summary):
    rows = [dict(zip(TIMELINE, row)) for row in timeline(mission)]
    assert len(rows) == sum(choice['ended_s'] for choice in summary['choices'].values())
    for name, choice in summary['choices'].items():
        own = [row for row in rows if row['choice'] == name]
        assert sum(row['right'] for row in own) == choice['right']
        assert sum(row['classified'] for row in own) == choice['classified']
        assert sum(row['latency_misses'] for row in own) == choice['latency_misses']
        assert own[-1]['time_s'] == choice['ended_s']
        assert own[-1]['state_of_charge'] == pytest.approx(choice['state_of_charge'], abs=1e-6)
    asked = sum(row['asked'] for row in rows if row['choice'] == '10')
    assert asked == summary['asked']


def test_sweep_has_a_row_per_battery_and_their_sum(costs, records, summary):
    done = []
    result = sweep(costs, records, SETTINGS, ROBOT, 0.001, (0.8, 1.0), done.append)
    assert sum(done) == 8
    first, second = result['batteries']
    assert first['right'] == {
        name: choice['right'] for name, choice in summary['choices'].items()}
    assert not first['completed']['350'] and second['completed']['10']
    assert second['capacity_ah'] > first['capacity_ah']
    carried_j = first['usable_j'] + second['usable_j']
    assert result['right_per_j_carried']['50'] == pytest.approx(
        (first['right']['50'] + second['right']['50']) / carried_j)
