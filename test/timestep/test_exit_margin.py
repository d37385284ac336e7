# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Early exit keeps the accuracy of the samples that chose it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from snn_agent.engine import OperatingPoint
from snn_agent.timestep import measure
from snn_agent.timestep.exit_margin import earliest_exit
from snn_agent.timestep.exit_margin import exits
from snn_agent.timestep.exit_margin import MARGINS
from snn_agent.timestep.exit_margin import with_exit_margin


@pytest.fixture
def tuning(training):
    """Return the samples that choose."""
    return training.part(slice(-100, None))


def test_margin_is_the_smallest_that_keeps_the_accuracy(model, tuning):
    point = OperatingPoint(350)
    accuracy = measure(model, point, tuning).accuracy
    found = with_exit_margin(model, point, tuning, accuracy)
    good = [
        margin for margin in MARGINS
        if measure(model, replace(point, exit_margin=margin), tuning).accuracy
        >= accuracy]
    assert found == replace(point, exit_margin=good[0])
    full, early = (measure(model, one, tuning).counts.timesteps for one in (point, found))
    assert early < 0.9 * full


def test_point_without_a_good_margin_is_left_alone(model, tuning):
    assert with_exit_margin(model, OperatingPoint(350), tuning, 2.0) == OperatingPoint(350)


@pytest.mark.parametrize('accuracy', [0.0, 0.9, 2.0])
def test_progress_is_the_same_whatever_is_found(model, tuning, accuracy):
    done = []
    with_exit_margin(model, OperatingPoint(50), tuning, accuracy, done.append)
    assert sum(done) == len(MARGINS) * len(tuning)


def test_all_exits_measured_at_once_give_the_same_margin(model, tuning):
    point = OperatingPoint(100)
    measured = [replace(one, measured=measure(model, one, tuning)) for one in exits(point)]
    assert [one.exit_margin for one in measured] == [0.0, *MARGINS]
    found = with_exit_margin(model, point, tuning, measured[0].measured.accuracy)
    assert replace(earliest_exit(measured), measured=None) == found
    assert found.exit_margin > 0


def test_without_a_good_exit_there_is_none(model, tuning):
    full = measure(model, OperatingPoint(50), tuning)
    worse = replace(full, accuracy=full.accuracy - 0.0001)
    first, *others = exits(OperatingPoint(50))
    measured = [replace(first, measured=full), *(replace(one, measured=worse) for one in others)]
    assert earliest_exit(measured).exit_margin == 0.0
