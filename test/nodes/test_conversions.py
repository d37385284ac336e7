# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Messages and plain data, with the field checks of the messages switched on."""

from __future__ import annotations

import math
import os

import pytest

pytest.importorskip('rclpy')

import numpy as np
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Header

from snn_agent.energy import Battery
from snn_agent.errors import InputError
from snn_agent.nodes.battery_messages import battery_message
from snn_agent.nodes.battery_messages import battery_sample
from snn_agent.nodes.conversions import image_from_grey
from snn_agent.nodes.conversions import image_to_grey
from snn_agent.nodes.conversions import record_array
from snn_agent.nodes.conversions import record_values
from snn_agent.nodes.conversions import scores_message
from snn_agent.nodes.conversions import stamp_from_ns
from snn_agent.nodes.conversions import stamp_ns
from snn_agent.nodes.conversions import status_message

HEADER = Header(stamp=stamp_from_ns(12_000_000_034), frame_id='camera_optical_frame')


def test_the_field_checks_are_on():
    assert os.environ['ROS_PYTHON_CHECK_FIELDS'] == '1'
    with pytest.raises(AssertionError):
        Header(frame_id=3)


@pytest.mark.parametrize('nanoseconds', [0, 1, 999_999_999, 10**9, 1_795_273_385_916_539_971])
def test_stamps_keep_every_nanosecond(nanoseconds):
    assert stamp_ns(stamp_from_ns(nanoseconds)) == nanoseconds


def test_an_image_survives_the_trip(digits):
    message = image_from_grey(digits.images[0], HEADER)
    assert message.header == HEADER
    assert np.array_equal(image_to_grey(message, digits.images[0].shape), digits.images[0])


def test_an_image_that_is_cut_short_is_refused(digits):
    message = image_from_grey(digits.images[0], HEADER)
    message.data = message.data[:-1]
    with pytest.raises(InputError, match='image data: got 63'):
        image_to_grey(message, (8, 8))


def test_scores_are_named_and_exact():
    scores = np.array([0.1, 0.7, 0.2], np.float32)
    message = scores_message(scores)
    assert np.array_equal(np.array(message.data, np.float32), scores)
    dimension, = message.layout.dim
    assert (dimension.label, dimension.size, dimension.stride) == ('class', 3, 3)


def test_records_survive_the_trip():
    values = {'label': '3', 'latency_s': '0.001'}
    message = record_array(HEADER, [status_message('result', '3', values)])
    assert message.header == HEADER
    assert record_values(message.status[0]) == values
    assert message.status[0].level == b'\x00'


def test_a_battery_message_is_taken_as_it_is():
    message = BatteryState(
        header=HEADER, voltage=3.75, current=-0.5, charge=1.5, capacity=2.0, design_capacity=2.5,
        percentage=75.0, power_supply_status=2, present=True)
    sample = battery_sample(message, received_s=99.0)
    assert (sample.voltage_v, sample.current_a, sample.charge_ah) == (3.75, -0.5, 1.5)
    assert (sample.capacity_ah, sample.design_capacity_ah) == (2.0, 2.5)
    assert (sample.percentage, sample.status, sample.present) == (75.0, 2, True)
    assert sample.stamp_s == pytest.approx(12.000000034)


def test_a_battery_message_without_stamp_gets_the_time_of_arrival():
    sample = battery_sample(BatteryState(percentage=math.nan), received_s=99.0)
    assert sample.stamp_s == 99.0
    assert math.isnan(sample.percentage)


def test_a_simulated_battery_says_what_it_knows_and_no_more():
    battery = Battery.default(capacity_ah=2.0, initial_soc=0.5)
    battery.draw(2.0, 1.0)
    message = battery_message(battery, HEADER)
    assert message.percentage == pytest.approx(battery.soc)
    assert message.current < 0
    assert message.capacity == 2.0
    assert math.isnan(message.temperature)
