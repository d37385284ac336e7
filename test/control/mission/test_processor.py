# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The processor: samples wait, are computed one after the other, or are dropped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.control.mission import PointRecords
from snn_agent.control.mission.course import Course
from snn_agent.control.mission.processor import Processor


def course_of(arrival_s, seconds):
    """Return a course whose samples are all different."""
    arrival = np.array(arrival_s, float)
    return Course(np.zeros(seconds), arrival, np.arange(len(arrival)),
                  np.searchsorted(arrival, np.arange(seconds + 1)))


def run(arrival_s, computing_s, seconds, queue=5, target_s=10.0):
    """Return the work of every step; sample k takes computing_s[k], and 1 J."""
    course = course_of(arrival_s, seconds)
    samples = len(arrival_s)
    point = PointRecords(1, [True] * samples, [1] * samples, [1.0] * samples, list(computing_s))
    processor, first = Processor(course, queue, target_s), course.first.tolist()
    return [processor.step(point, first[k], first[k + 1], k + 1.0) for k in range(seconds)]


def test_samples_that_find_it_idle_are_computed_at_once():
    steps = run([0.0, 0.5, 1.0], [0.1, 0.2, 0.3], 2, target_s=0.31)
    assert [step.computing_s for step in steps] == [[0.1, 0.2], [0.3]]
    assert [step.energy_j for step in steps] == [2.0, 1.0]
    assert [step.busy_s for step in steps] == pytest.approx([0.3, 0.3])
    assert [step.misses for step in steps] == [0, 0]


def test_waiting_counts_as_latency():
    steps = run([0.0, 0.1, 0.2], [0.25, 0.25, 0.25], 1, target_s=0.45)
    assert (steps[0].classified, steps[0].misses) == (3, 1)     # 0.25, 0.40 and 0.55 s


def test_a_full_queue_drops_the_oldest():
    # 0 runs until 1.5; of 1, 2, 3 two can wait: 1 is dropped
    steps = run([0.0, 0.1, 0.2, 0.3], [1.5, 0.11, 0.12, 0.13], 2, queue=2)
    assert [step.computing_s for step in steps] == [[1.5], [0.12, 0.13]]


def test_a_sample_waits_over_the_end_of_a_step():
    steps = run([0.9, 0.95], [0.5, 0.2], 2)
    assert [step.computing_s for step in steps] == [[0.5], [0.2]]


@given(st.lists(st.floats(0, 9.99), max_size=60, unique=True).map(sorted),
       st.floats(0.01, 2.0), st.integers(1, 5))
def test_nothing_is_computed_twice_or_at_the_same_time(arrival_s, computing_s, queue):
    steps = run(arrival_s, [computing_s] * len(arrival_s), 10, queue)
    classified = sum(step.classified for step in steps)
    assert classified <= len(arrival_s)
    assert sum(step.busy_s for step in steps) <= 10 + computing_s + 1e-9
    if computing_s * len(arrival_s) <= 0.01:
        assert classified == len(arrival_s)
    alone = all(b - a >= computing_s for a, b in zip(arrival_s, arrival_s[1:]))
    if alone:
        assert classified == len(arrival_s)
