# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Real processes on a real ROS domain: flow, lifecycle, refusals, crashes, restarts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

pytest.importorskip('rclpy')

from diagnostic_msgs.msg import DiagnosticArray
from lifecycle_msgs.msg import State
from lifecycle_msgs.msg import Transition
from lifecycle_msgs.srv import ChangeState
from lifecycle_msgs.srv import GetState
import numpy as np
from rcl_interfaces.msg import Parameter
from rcl_interfaces.msg import ParameterType
from rcl_interfaces.msg import ParameterValue
from rcl_interfaces.srv import SetParameters
from rclpy.node import Node
from sensor_msgs.msg import Image
from std_msgs.msg import Header
from std_msgs.msg import String

from snn_agent.engine import Engine
from snn_agent.engine import Model
from snn_agent.graph import agent_graph
from snn_agent.graph import demo_graph
from snn_agent.nodes import qos
from snn_agent.nodes.conversions import image_from_grey
from snn_agent.nodes.conversions import record_values
from snn_agent.nodes.conversions import stamp_from_ns
from snn_agent.nodes.conversions import stamp_ns
from snn_agent.nodes.records import ResultRecord

CONFIGURE, ACTIVATE = Transition.TRANSITION_CONFIGURE, Transition.TRANSITION_ACTIVATE
DEACTIVATE, CLEANUP = Transition.TRANSITION_DEACTIVATE, Transition.TRANSITION_CLEANUP


class Eye:
    """A camera and a reader for the agent of a namespace."""

    def __init__(self, ros, digits, namespace=''):
        self.ros, self.digits = ros, digits
        self.prefix = f'/{namespace}' if namespace else ''
        self.node = ros.node(Node, 'eye', namespace=namespace)
        self.images = self.node.create_publisher(Image, 'image_raw', qos.image())
        self.labels, self.results, self.health = [], [], {}
        self.node.create_subscription(String, 'agent/label', self.labels.append, qos.result())
        self.node.create_subscription(
            DiagnosticArray, 'agent/result', self.results.append, qos.result())
        self.node.create_subscription(DiagnosticArray, '/diagnostics', self._on_diagnostics, 10)
        self.sent = 0

    def _on_diagnostics(self, message):
        self.health.update({status.name: status for status in message.status})

    def wait(self):
        """Wait until the agent sees this camera and this camera hears the agent."""
        assert self.ros.spin_until(lambda: self.images.get_subscription_count() > 0)
        assert self.ros.spin_until(
            lambda: self.node.count_publishers(f'{self.prefix}/agent/result') > 0)

    def show(self):
        """Send the next image; the connection may need several at the start."""
        self.images.publish(image_from_grey(
            self.digits.images[self.sent], Header(stamp=stamp_from_ns(self.sent + 1))))
        self.sent += 1

    def decisions(self):
        """Return sample number, label, confidence and counts by stamp of the image."""
        decisions = {}
        for message in self.results:
            record = ResultRecord.from_values(record_values(message.status[0]))
            decisions[stamp_ns(message.header.stamp)] = (
                record.sample, record.label, record.confidence, record.counts)
        return decisions

    def status(self, part):
        """Return values of a part of the agent, once it has reported."""
        name = f'{self.prefix}/agent: {part}'.lstrip('/')
        assert self.ros.spin_until(lambda: name in self.health), self.health.keys()
        return self.health[name]


def agent(small_model_path, namespace='', **parameters):
    return agent_graph(namespace, {'agent': {
        'autostart': True, 'model.path': str(small_model_path), **parameters}})[:1]


def transition(ros, eye, number):
    request = ChangeState.Request(transition=Transition(id=number))
    return ros.call(eye.node, ChangeState, '/agent/change_state', request).success


def test_a_manager_leads_the_agent_through_its_life(ros, processes, digits, small_model_path):
    eye = Eye(ros, digits)
    processes.start(agent(small_model_path, autostart=False))
    for number, state in (
            (CONFIGURE, State.PRIMARY_STATE_INACTIVE), (ACTIVATE, State.PRIMARY_STATE_ACTIVE),
            (DEACTIVATE, State.PRIMARY_STATE_INACTIVE), (ACTIVATE, State.PRIMARY_STATE_ACTIVE)):
        assert transition(ros, eye, number)
        current = ros.call(eye.node, GetState, '/agent/get_state', GetState.Request())
        assert current.current_state.id == state
    eye.wait()
    assert ros.spin_until(lambda: eye.show() or eye.labels)
    assert transition(ros, eye, DEACTIVATE)
    assert transition(ros, eye, CLEANUP)
    _request_forbidden(ros, eye, ACTIVATE)
    assert transition(ros, eye, CONFIGURE)
    assert processes.stop() == {'/agent': 0}


def test_a_bad_parameter_is_refused_with_its_reason(ros, processes, digits, small_model_path):
    eye = Eye(ros, digits)
    processes.start(agent(small_model_path))
    eye.wait()
    for name, value, words in (
            ('learning.enabled', ParameterValue(
                type=ParameterType.PARAMETER_STRING, string_value='yes'), 'Wrong parameter type'),
            ('learning.save_interval_s', ParameterValue(
                type=ParameterType.PARAMETER_DOUBLE, double_value=-1.0), '0.1'),
            ('model.path', ParameterValue(
                type=ParameterType.PARAMETER_STRING, string_value='x.npz'), 'unconfigured'),
            ('autostart', ParameterValue(
                type=ParameterType.PARAMETER_BOOL, bool_value=False), 'read-only')):
        answer = ros.call(
            eye.node, SetParameters, '/agent/set_parameters',
            SetParameters.Request(parameters=[Parameter(name=name, value=value)]))
        assert not answer.results[0].successful
        assert words in answer.results[0].reason
    assert processes.stop() == {'/agent': 0}


@pytest.mark.parametrize(('module', 'parameter', 'words'), [
    ('agent_node', 'learning.save_interval_s:=-1.0', ('-1.0', '0.1')),
    ('agent_node', 'timesteps:=many', ('many', 'INTEGER')),
    ('controller_node', 'energy.profile:=abacus', ('abacus', 'stm32l452')),
    ('telemetry_node', 'battery.percentage_unit:=percents', ('percents', 'ratio')),
    ('robot_sim_node', 'dataset:=nothing', ('nothing', 'digits')),
    ('latency_probe_node', 'rate_hz:=1.0', ('report.path',)),
])
def test_a_wrong_parameter_at_the_start_is_one_line_and_exit_code_2(
        tmp_path, module, parameter, words):
    process = subprocess.run(
        [sys.executable, '-m', f'snn_agent.nodes.{module}', '--ros-args', '-p', parameter],
        capture_output=True, text=True, timeout=60,
        env={**os.environ, 'ROS_LOG_DIR': str(tmp_path)})
    assert process.returncode == 2
    assert 'Traceback' not in process.stderr
    assert all(word in process.stderr for word in words)


def test_two_namespaced_agents_at_once(ros, processes, digits, small_model_path):
    eyes = {name: Eye(ros, digits, name) for name in ('left', 'right')}
    for name in eyes:
        processes.start(agent(small_model_path, name))
    for eye in eyes.values():
        eye.wait()
    assert ros.spin_until(lambda: eyes['left'].show() or eyes['left'].labels)
    assert eyes['right'].labels == []
    assert ros.spin_until(lambda: eyes['right'].show() or eyes['right'].labels)
    assert [eye.status('state').level for eye in eyes.values()] == [b'\x00', b'\x00']
    assert processes.stop() == {'/left/agent': 0, '/right/agent': 0}


def test_a_broken_model_is_a_failed_transition_and_not_a_crash(
        ros, processes, digits, small_model_path, tmp_path):
    broken = tmp_path / 'broken.npz'
    broken.write_bytes(small_model_path.read_bytes()[:5000])
    eye = Eye(ros, digits)
    processes.start(agent(broken, autostart=False))
    assert not transition(ros, eye, CONFIGURE)
    assert ros.spin_until(lambda: eye.status('state').level == b'\x02')
    assert str(broken) in eye.status('state').message
    assert processes.deaths() == []
    assert processes.stop() == {'/agent': 0}


def test_killed_and_started_again_it_knows_what_it_had_learned(
        ros, processes, digits, small_model_path, small_model, tmp_path):
    path = tmp_path / 'learned.npz'
    learner, = agent(small_model_path, 'first', **{
        'learning.enabled': True, 'learning.state_path': str(path),
        'learning.save_interval_s': 0.1})
    eye = Eye(ros, digits, 'first')
    processes.start([learner])
    eye.wait()
    assert ros.spin_until(lambda: eye.show() or len(eye.labels) >= 20)
    learned = ros.spin_until(lambda: path.exists() and Model.load(path).provenance[
        'learned_samples'] == int(record_values(eye.status('learning'))['Learned samples']))
    assert learned
    os.kill(processes.process_ids['/first/agent'], signal.SIGKILL)
    _await_death(processes)
    saved = Model.load(path)
    assert not np.array_equal(saved.weights, small_model.weights)

    again = Eye(ros, digits, 'second')
    processes.start(agent(small_model_path, 'second', **{'learning.state_path': str(path)}))
    again.wait()
    assert ros.spin_until(lambda: again.show() or len(again.results) >= 10)
    decided = again.decisions()
    assert decided == _decisions(saved, again) != _decisions(small_model, again)
    assert processes.stop()['/second/agent'] == 0


def test_the_whole_graph_adapts_and_reports(ros, processes, small_model_path, tmp_path):
    record, summary = tmp_path / 'rows.jsonl', tmp_path / 'summary.json'
    processes.start(demo_graph('', {
        'agent': {'autostart': True, 'model.path': str(small_model_path)},
        'controller': {'period_s': 0.2, 'policy.dwell_s': 0.0, 'policy.accuracy_loss': 1.0,
                       'policy.energy_weight': 2.0},
        'telemetry': {'record.path': str(record), 'summary.path': str(summary), 'period_s': 0.2},
        'fixed/telemetry': {'record.path': str(tmp_path / 'fixed.jsonl'),
                            'summary.path': str(tmp_path / 'fixed.json')},
        'robot_sim': {'dataset': 'digits', 'rate_hz': 100.0, 'battery.acceleration': 1500.0}}))

    def timesteps():
        rows = record.read_text().splitlines() if record.exists() else []
        return json.loads(rows[-1])['timesteps'] if rows else None

    assert ros.spin_until(lambda: timesteps() == 50, timeout_s=60)
    codes = processes.stop()
    assert set(codes.values()) == {0} and len(codes) == 6
    points = json.loads(summary.read_text())['points']
    assert {50, 350} <= {point['timesteps'] for point in points}
    assert points[0]['energy_modelled_j'] < points[-1]['energy_modelled_j']
    assert sum(point['labelled'] for point in points) > 0
    fixed = json.loads((tmp_path / 'fixed.json').read_text())['points']
    assert [point['timesteps'] for point in fixed] == [350]


def _request_forbidden(ros, eye, number):
    """Ask for a transition that is not allowed: Kilted refuses it, Jazzy does not answer."""
    client = eye.node.create_client(ChangeState, '/agent/change_state')
    assert ros.spin_until(client.service_is_ready)
    answer = client.call_async(ChangeState.Request(transition=Transition(id=number)))
    ros.spin_until(answer.done, timeout_s=2.0)
    assert not answer.done() or not answer.result().success


def _await_death(processes):
    end = time.monotonic() + 10
    while not processes.deaths() and time.monotonic() < end:
        os.sched_yield()
    assert [death.exit_code for death in processes.deaths()] == [-signal.SIGKILL]


def _decisions(model, eye):
    """Return what a model says about the images that an agent answered."""
    engine = Engine(model, seed=0)
    decisions = {}
    for stamp, (sample, *_) in eye.decisions().items():
        result = engine.run(eye.digits.images[stamp - 1], sample=sample)
        decisions[stamp] = (sample, result.label, result.confidence, result.counts)
    return decisions
