# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The controller against real messages."""

from __future__ import annotations

import pytest

pytest.importorskip('rclpy')

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.node import Node
from rclpy.parameter import Parameter
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Header
from std_msgs.msg import Int32
from std_msgs.msg import String

from snn_agent.nodes import qos
from snn_agent.nodes.controller_node import ControllerNode
from snn_agent.nodes.conversions import record_array
from snn_agent.nodes.conversions import status_message
from snn_agent.nodes.records import PointRecord


@pytest.fixture
def rig(ros, small_model):
    class Rig:
        def __init__(self):
            self.node = ros.node(Node, 'probe')
            self.battery = self.node.create_publisher(BatteryState, 'battery_state', 10)
            self.points = self.node.create_publisher(
                DiagnosticArray, 'operating_points', qos.latched())
            self.decided, self.reasons, self.health = [], [], {}
            self.node.create_subscription(
                Int32, 'controller/operating_point', lambda m: self.decided.append(m.data),
                qos.latched())
            self.node.create_subscription(
                String, 'controller/decision', lambda m: self.reasons.append(m.data),
                qos.latched())
            self.node.create_subscription(
                DiagnosticArray, '/diagnostics', lambda m: self.health.update(
                    {status.name: status for status in m.status}), 10)

        def send(self, soc, **fields):
            self.battery.publish(BatteryState(**{
                'header': Header(stamp=self.node.get_clock().now().to_msg()), 'voltage': 3.7,
                'percentage': soc, 'present': True, 'power_supply_status': 2, **fields}))

        def announce(self):
            self.points.publish(record_array(Header(), [
                status_message('operating point', '', PointRecord.of(point).to_values())
                for point in small_model.points]))

        def start(self, **parameters):
            values = {'period_s': 0.1, 'policy.dwell_s': 0.0, 'policy.accuracy_loss': 1.0,
                      'policy.energy_weight': 1.0, **parameters}
            ros.node(ControllerNode, parameter_overrides=[
                Parameter(name, value=value) for name, value in values.items()])
            assert ros.spin_until(lambda: self.battery.get_subscription_count())

    return Rig()


def test_a_falling_battery_means_fewer_timesteps_with_a_reason(ros, rig):
    rig.start()
    rig.announce()
    assert ros.spin_until(lambda: rig.send(1.0) or rig.decided == [350])
    assert ros.spin_until(lambda: rig.send(0.05) or rig.decided[-1] == 50)
    assert ros.spin_until(lambda: 'state of charge 0.05' in rig.reasons[-1])


def test_the_decision_is_latched_for_an_agent_that_comes_later(ros, rig):
    rig.start()
    rig.announce()
    assert ros.spin_until(lambda: rig.send(1.0) or rig.decided)
    late = []
    ros.node(Node, 'late').create_subscription(
        Int32, 'controller/operating_point', late.append, qos.latched())
    assert ros.spin_until(lambda: late)


@pytest.mark.parametrize('fields', [
    {'percentage': float('nan')}, {'percentage': -1.0}, {'percentage': 1e30},
    {'present': False}])
def test_impossible_batteries_select_the_safe_point(ros, rig, fields):
    rig.start(**{'policy.safe_timesteps': 150})
    rig.announce()
    assert ros.spin_until(lambda: rig.send(1.0, **fields) or rig.decided == [150])
    assert ros.spin_until(lambda: rig.health['controller: battery'].level == b'\x01'
                          if 'controller: battery' in rig.health else False)


def test_a_message_that_is_no_record_is_ignored(ros, rig):
    rig.start()
    rig.points.publish(record_array(Header(), [status_message('x', 'y', {'timesteps': 'many'})]))
    assert ros.spin_until(lambda: 'controller: policy' in rig.health)
    rig.announce()
    assert ros.spin_until(lambda: rig.send(1.0) or rig.decided == [350])
