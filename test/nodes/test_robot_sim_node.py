# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The simulated robot: images with their hints, and a battery that drains under load."""

from __future__ import annotations

import pytest

pytest.importorskip('rclpy')

from rclpy.node import Node
from rclpy.parameter import Parameter
from sensor_msgs.msg import BatteryState
from sensor_msgs.msg import Image
from std_msgs.msg import Float64
from std_msgs.msg import Header

from snn_agent.errors import SnnAgentError
from snn_agent.nodes import qos
from snn_agent.nodes.conversions import image_to_grey
from snn_agent.nodes.conversions import stamp_ns
from snn_agent.nodes.robot_sim_node import RobotSimNode


@pytest.fixture
def rig(ros):
    class Rig:
        def __init__(self):
            self.images, self.hints, self.batteries = [], [], []
            self.node = ros.node(Node, 'probe')
            self.power = self.node.create_publisher(Float64, 'telemetry/power_modelled', 10)
            self.node.create_subscription(Image, 'image_raw', self.images.append, qos.image())
            self.node.create_subscription(
                Header, 'label_hint', self.hints.append, qos.label_hint())
            self.node.create_subscription(
                BatteryState, 'battery_state', self.batteries.append, qos.battery())

        def start(self, **parameters):
            values = {'dataset': 'digits', 'rate_hz': 100.0, 'battery.rate_hz': 20.0,
                      **parameters}
            return ros.node(RobotSimNode, parameter_overrides=[
                Parameter(name, value=value) for name, value in values.items()])

    return Rig()


def test_every_image_has_a_hint_with_its_stamp_and_its_class(ros, rig, digits):
    classes = {image.tobytes(): digits.class_names[label]
               for image, label in zip(digits.images, digits.labels)}
    rig.start()
    assert ros.spin_until(lambda: len(rig.images) >= 20 and len(rig.hints) >= len(rig.images))
    hints = {stamp_ns(hint.stamp): hint.frame_id for hint in rig.hints}
    for image in rig.images[1:]:
        grey = image_to_grey(image, (8, 8))
        assert hints[stamp_ns(image.header.stamp)] == classes[grey.tobytes()]
        assert image.header.frame_id == 'camera_optical_frame'


def test_the_camera_stops_after_the_samples_asked_for(ros, rig):
    node = rig.start(samples=5)
    assert ros.spin_until(lambda: rig.hints)
    assert ros.spin_until(lambda: node._camera_health().message == 'all images are sent')
    count = len(rig.batteries)
    assert ros.spin_until(lambda: len(rig.batteries) > count + 5)
    assert len(rig.hints) <= 5


def test_more_load_drains_the_battery_faster(ros, rig):
    rig.start(**{'battery.acceleration': 1000.0, 'battery.load_scale': 10.0,
                 'battery.capacity_ah': 100.0})
    assert ros.spin_until(lambda: rig.batteries)
    light = rig.batteries[-1].current
    assert ros.spin_until(
        lambda: rig.power.publish(Float64(data=0.5)) or rig.batteries[-1].current < 2 * light)
    assert light < 0
    assert rig.batteries[-1].percentage < rig.batteries[0].percentage <= 1.0


def test_an_empty_battery_turns_the_camera_off(ros, rig):
    node = rig.start(**{'battery.acceleration': 100_000.0})
    assert ros.spin_until(lambda: node._battery_health().message.startswith('the battery is'))
    assert ros.spin_until(lambda: rig.batteries and rig.batteries[-1].percentage == 0.0)


def test_an_unknown_data_set_is_refused_with_those_there_are(ros, rig):
    with pytest.raises(SnnAgentError, match='digits'):
        rig.start(dataset='no_such_data')
