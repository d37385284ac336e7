# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A mission is drawn as asked for, and the same for the same seed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.control.mission import MissionSettings
from snn_agent.control.mission.course import make_course
from snn_agent.errors import ConfigurationError


def test_shares_of_drives_and_bursts_are_exact_over_whole_cycles():
    settings = MissionSettings(
        duration_s=1200, cycle_s=120, driving_share=0.1, standing_w=1.0, driving_w=3.0,
        burst_share=0.25, rate_hz=2.0, burst_rate_hz=10.0)
    course = make_course(settings, 100)
    assert len(course.base_w) == 1200
    assert set(course.base_w) == {1.0, 3.0}
    assert course.base_w.mean() == pytest.approx(settings.mean_base_w)
    assert len(course.arrival_s) == 1200 * (0.75 * 2 + 0.25 * 10)
    in_step = np.diff(course.first)
    assert set(in_step) == {2, 10}
    assert (in_step == 10).sum() == 300


def test_a_drive_comes_once_per_cycle_at_different_moments():
    settings = MissionSettings(duration_s=1200, cycle_s=120, driving_share=0.1, driving_w=3.0)
    drives = (make_course(settings, 1).base_w == 3.0).reshape(10, 120)
    assert (drives.sum(axis=1) == 12).all()
    starts = drives.argmax(axis=1)
    assert len(set(starts.tolist())) > 5
    assert all(row[start:start + 12].all() for row, start in zip(drives, starts))


@given(st.floats(0.05, 50), st.floats(0.05, 50), st.floats(0, 1), st.integers(0, 99))
def test_every_sample_is_in_the_step_in_which_it_arrives(rate, burst, share, seed):
    settings = MissionSettings(
        duration_s=300, rate_hz=rate, burst_rate_hz=burst, burst_share=share, seed=seed)
    course = make_course(settings, 7)
    assert course.first[0] == 0 and course.first[-1] == len(course.arrival_s)
    assert (np.diff(course.arrival_s) > 0).all()
    step = np.repeat(np.arange(300), np.diff(course.first))
    assert ((course.arrival_s >= step) & (course.arrival_s < step + 1)).all()
    assert len(course.record) == len(course.arrival_s)


def test_every_record_is_shown_before_one_comes_again():
    course = make_course(MissionSettings(duration_s=60, rate_hz=2, burst_share=0), 50)
    assert sorted(course.record[:50]) == list(range(50))
    assert sorted(course.record[50:100]) == list(range(50))
    assert course.record[:50].tolist() != course.record[50:100].tolist()


def test_the_seed_decides():
    one, same, other = (make_course(MissionSettings(seed=seed), 99) for seed in (3, 3, 4))
    assert (one.base_w == same.base_w).all() and (one.record == same.record).all()
    assert (one.base_w != other.base_w).any() and (one.record != other.record).any()


def test_the_order_of_the_samples_changes_no_load():
    loads = [make_course(MissionSettings(), records).base_w for records in (10, 5000)]
    assert (loads[0] == loads[1]).all()


@pytest.mark.parametrize('settings', [
    {'duration_s': 0.1}, {'duration_s': 1e9}, {'rate_hz': 1e9}])
def test_a_mission_of_no_step_or_too_many_is_refused(settings):
    with pytest.raises(ConfigurationError, match='duration_s'):
        make_course(MissionSettings(**settings), 10)
