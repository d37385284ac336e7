# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Telemetry against real messages: topics, rows, summary."""

from __future__ import annotations

import json
import math

import pytest

pytest.importorskip('rclpy')

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.node import Node
from rclpy.parameter import Parameter
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Float64
from std_msgs.msg import Header

from snn_agent.engine import OpCounts
from snn_agent.errors import ConfigurationError
from snn_agent.nodes import qos
from snn_agent.nodes.conversions import record_array
from snn_agent.nodes.conversions import stamp_from_ns
from snn_agent.nodes.conversions import status_message
from snn_agent.nodes.records import ResultRecord
from snn_agent.nodes.telemetry_core import QUANTITIES
from snn_agent.nodes.telemetry_node import TelemetryNode

RECORD = ResultRecord(
    '3', 0.9, 350, 350, 1, 1e-3, 2e-4, 0, False,
    OpCounts(timesteps=350, synaptic_operations=1e4, neuron_updates=500, output_spikes=5))


class Rig:
    def __init__(self, ros, tmp_path):
        self.ros = ros
        self.record, self.summary = tmp_path / 'rows.jsonl', tmp_path / 'summary.json'
        self.node = ros.node(Node, 'probe')
        self.results = self.node.create_publisher(DiagnosticArray, 'result', qos.result())
        self.hints = self.node.create_publisher(Header, 'label_hint', qos.label_hint())
        self.battery = self.node.create_publisher(BatteryState, 'battery_state', 10)
        self.values = {}
        for name in QUANTITIES:
            self.node.create_subscription(
                Float64, f'telemetry/{name}',
                lambda message, name=name: self.values.__setitem__(name, message.data), 10)
        self.telemetry = ros.node(TelemetryNode, parameter_overrides=[
            Parameter('period_s', value=0.1), Parameter('record.path', value=str(self.record)),
            Parameter('summary.path', value=str(self.summary))])
        assert ros.spin_until(lambda: self.results.get_subscription_count()
                              and self.hints.get_subscription_count())

    def send(self, stamp_ns, hint, values=None):
        stamp = stamp_from_ns(stamp_ns)
        status = status_message('result', '3', values or RECORD.to_values())
        self.results.publish(record_array(Header(stamp=stamp), [status]))
        self.hints.publish(Header(stamp=stamp, frame_id=hint))


@pytest.fixture
def rig(ros, tmp_path):
    return Rig(ros, tmp_path)


def test_every_quantity_has_a_topic_and_follows_the_messages(rig, ros):
    for k, hint in enumerate(('3', '3', '8', '3')):
        rig.send(k + 1, hint)
    rig.battery.publish(BatteryState(
        header=Header(stamp=rig.node.get_clock().now().to_msg()), voltage=3.7, percentage=0.5,
        present=True, power_supply_status=2))
    assert ros.spin_until(lambda: set(rig.values) == set(QUANTITIES)
                          and rig.values['accuracy_total'] == 0.75
                          and rig.values['state_of_charge'] == 0.5)
    assert rig.values['timesteps'] == 350
    assert rig.values['synaptic_operations'] == 1e4
    assert rig.values['latency_p50'] == 1e-3
    assert rig.values['energy_modelled'] > 0
    assert math.isnan(rig.values['remaining_mission_time'])


def test_rows_and_summary_are_strict_json(rig, ros):
    rig.send(1, '3')
    assert ros.spin_until(lambda: rig.values.get('accuracy_total') == 1.0)
    rig.telemetry.close()
    rows = [json.loads(line, parse_constant=pytest.fail)
            for line in rig.record.read_text().splitlines()]
    assert set(rows[-1]) == {'time_s', 'stamp_s', *QUANTITIES}
    assert rows[-1]['accuracy_total'] == 1.0
    assert rows[-1]['state_of_charge'] is None
    summary = json.loads(rig.summary.read_text(), parse_constant=pytest.fail)
    assert (summary['node'], summary['samples'], summary['accuracy']) == ('/telemetry', 1, 1.0)
    assert [point['timesteps'] for point in summary['points']] == [350]


@pytest.mark.parametrize('values', [{'label': '3'}, {**RECORD.to_values(), 'latency_s': 'fast'}])
def test_what_is_no_result_is_counted_and_left_out(rig, ros, values):
    rig.send(1, '3', values)
    rig.send(2, '3')
    health = []
    rig.node.create_subscription(DiagnosticArray, '/diagnostics', health.append, 10)
    assert ros.spin_until(lambda: health)
    status = health[-1].status[0]
    assert status.level == b'\x01'
    assert {value.key: value.value for value in status.values}['Refused'] == '1'
    assert ros.spin_until(lambda: rig.values.get('accuracy_total') == 1.0)


def test_an_unknown_device_profile_is_refused(ros):
    with pytest.raises(ConfigurationError, match='no_such_device'):
        ros.node(TelemetryNode, parameter_overrides=[
            Parameter('energy.profile', value='no_such_device')])
