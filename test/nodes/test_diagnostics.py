# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""/diagnostics: names, levels, values, once a second of the node's clock."""

from __future__ import annotations

import pytest

pytest.importorskip('rclpy')

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.node import Node
from rclpy.parameter import Parameter
from rosgraph_msgs.msg import Clock

from snn_agent.nodes.conversions import record_values
from snn_agent.nodes.conversions import stamp_from_ns
from snn_agent.nodes.conversions import stamp_ns
from snn_agent.nodes.diagnostics import DiagnosticsPublisher
from snn_agent.nodes.health import error
from snn_agent.nodes.health import ok
from snn_agent.nodes.health import warn


@pytest.fixture
def received(ros):
    received = []
    ros.node(Node, 'listener').create_subscription(
        DiagnosticArray, '/diagnostics', received.append, 10)
    return received


def test_every_part_has_a_status_with_the_full_name_of_its_node(ros, received):
    node = ros.node(Node, 'eye', namespace='robot')
    DiagnosticsPublisher(node, {
        'input': lambda: ok('images arrive', {'Rate (Hz)': 30.0}),
        'battery': lambda: warn('unknown'),
        'state': lambda: error('no model')})
    assert ros.spin_until(lambda: received)
    statuses = received[0].status
    assert [status.name for status in statuses] == [
        'robot/eye: input', 'robot/eye: battery', 'robot/eye: state']
    assert [status.level for status in statuses] == [b'\x00', b'\x01', b'\x02']
    assert record_values(statuses[0]) == {'Rate (Hz)': '30.0'}
    assert all(status.hardware_id == 'none' for status in statuses)


def test_a_change_of_level_is_logged_once(ros, received, capfd):
    state = [ok('fine')]
    publisher = DiagnosticsPublisher(ros.node(Node, 'eye'), {'state': lambda: state[0]})
    for health in (ok('fine'), warn('odd'), warn('odd'), error('broken'), ok('fine again')):
        state[0] = health
        publisher.publish()
    log = capfd.readouterr().err
    assert [log.count(f'state: {word}') for word in ('fine\x1b', 'odd', 'broken', 'fine again')] \
        == [0, 1, 1, 1]


def test_another_fault_of_the_same_level_is_logged_and_other_figures_are_not(
        ros, received, capfd):
    state = [warn('')]
    publisher = DiagnosticsPublisher(ros.node(Node, 'eye'), {'input': lambda: state[0]})
    for message in ('no images for 2.0 s', 'no images for 13.5 s', 'images refused: 32FC1'):
        state[0] = warn(message)
        publisher.publish()
    log = capfd.readouterr().err
    assert [log.count(words) for words in ('for 2.0 s', 'for 13.5 s', 'refused')] == [1, 0, 1]


def test_it_follows_simulated_time(ros, received):
    node = ros.node(Node, 'eye', parameter_overrides=[Parameter('use_sim_time', value=True)])
    DiagnosticsPublisher(node, {'state': lambda: ok('fine')})
    driver = ros.node(Node, 'driver')
    clock = driver.create_publisher(Clock, '/clock', 10)
    ros.spin_until(lambda: clock.get_subscription_count())
    seconds = iter(range(100, 100_000))

    def advance():
        clock.publish(Clock(clock=stamp_from_ns(next(seconds) * 10**9)))
        return len(received) >= 5

    assert ros.spin_until(advance)
    assert all(100 * 10**9 <= stamp_ns(message.header.stamp) < 10**14 for message in received)
