# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A flight keeps the books: energy, samples, the end."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.control.mission import MissionSettings
from snn_agent.control.mission.chooser import Fixed
from snn_agent.control.mission.course import make_course
from snn_agent.control.mission.flight import fly
from snn_agent.energy import Battery

SETTINGS = MissionSettings(duration_s=600, rate_hz=2, burst_rate_hz=5)


def test_energy_of_a_flight_is_that_of_its_parts(records):
    course = make_course(SETTINGS, 200)
    flight = fly(course, records, Fixed(50), Battery.default(1.0), SETTINGS, 0.005)
    asked = len(course.record)
    assert flight.completed and flight.classified.sum() == asked
    assert flight.right.sum() == sum(records[50].right[k] for k in course.record)
    assert flight.computing_j.sum() == pytest.approx(asked * 0.02 * 0.025)
    assert flight.idle_j.sum() == pytest.approx(0.005 * (600 - asked * 0.025))
    drawn_j = course.base_w.sum() + flight.computing_j.sum() + flight.idle_j.sum()
    assert flight.power_w.sum() == pytest.approx(drawn_j)


def test_what_is_drawn_leaves_the_battery(records):
    course = make_course(SETTINGS, 200)
    battery = Battery.default(0.01)
    flight = fly(course, records, Fixed(50), battery, SETTINGS, 0.005)
    by_hand = Battery.default(0.01)
    for power in flight.power_w.tolist():
        by_hand.draw(power, 1.0)
    assert battery.soc == flight.soc[-1] == pytest.approx(by_hand.soc)


def test_the_reserve_ends_a_flight(records):
    settings = MissionSettings(duration_s=3600)
    flight = fly(make_course(settings, 200), records, Fixed(350), Battery.default(0.006),
                 settings, 0.005)
    assert not flight.completed
    assert 0 < len(flight.soc) < 3600
    assert flight.soc[-1] <= settings.reserve_soc < flight.soc[-2]
    assert (np.diff(flight.soc) < 0).all()
