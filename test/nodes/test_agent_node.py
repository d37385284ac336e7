# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The agent in one process with a probe: transitions, decisions, hints, refusals, services."""

from __future__ import annotations

import pytest

pytest.importorskip('rclpy')

from diagnostic_msgs.msg import DiagnosticArray
import numpy as np
from rclpy.lifecycle import TransitionCallbackReturn
from rclpy.node import Node
from rclpy.parameter import Parameter
from sensor_msgs.msg import Image
from std_msgs.msg import Float32MultiArray
from std_msgs.msg import Header
from std_msgs.msg import Int32
from std_msgs.msg import String
from std_srvs.srv import SetBool
from std_srvs.srv import Trigger

from snn_agent.engine import Engine
from snn_agent.engine import Model
from snn_agent.nodes import qos
from snn_agent.nodes.agent_node import AgentNode
from snn_agent.nodes.conversions import image_from_grey
from snn_agent.nodes.conversions import record_values
from snn_agent.nodes.conversions import stamp_from_ns
from snn_agent.nodes.records import PointRecord
from snn_agent.nodes.records import ResultRecord

SUCCESS = TransitionCallbackReturn.SUCCESS
FAILURE = TransitionCallbackReturn.FAILURE


class Probe:
    """Everything that talks to an agent."""

    def __init__(self, ros, digits):
        self.ros = ros
        self.digits = digits
        self.node = ros.node(Node, 'probe')
        self.images = self.node.create_publisher(Image, 'image_raw', qos.image())
        self.hints = self.node.create_publisher(Header, 'label_hint', qos.label_hint())
        self.points = self.node.create_publisher(Int32, 'operating_point', qos.latched())
        self.received = {}
        for topic, message, profile in (
                ('label', String, qos.result()), ('scores', Float32MultiArray, qos.result()),
                ('result', DiagnosticArray, qos.result()),
                ('operating_points', DiagnosticArray, qos.latched())):
            self.received[topic] = []
            self.node.create_subscription(
                message, f'agent/{topic}', self.received[topic].append, profile)
        self.health = {}
        self.node.create_subscription(DiagnosticArray, '/diagnostics', self._on_diagnostics, 10)

    def _on_diagnostics(self, message):
        for status in message.status:
            self.health[status.name.removeprefix('agent: ')] = status

    def show(self, k, stamp_ns=None, label=None):
        """Send an image and wait for its result."""
        stamp = stamp_from_ns(stamp_ns if stamp_ns is not None else 10**9 + k)
        if label is not None:
            self.hints.publish(Header(stamp=stamp, frame_id=label))
        before = len(self.received['result'])
        self.images.publish(image_from_grey(
            self.digits.images[k], Header(stamp=stamp, frame_id='eye')))
        assert self.ros.spin_until(lambda: len(self.received['result']) > before)
        return self.record()

    def record(self):
        return ResultRecord.from_values(record_values(self.received['result'][-1].status[0]))

    def await_health(self, part, level, words=''):
        """Wait for a status of a part."""
        assert self.ros.spin_until(
            lambda: part in self.health and self.health[part].level == level
            and words in self.health[part].message), self.health.get(part)
        return record_values(self.health[part])


@pytest.fixture
def probe(ros, digits):
    return Probe(ros, digits)


@pytest.fixture
def start(ros, probe, small_model_path):
    """Return a function that makes an agent, active unless told otherwise."""
    def start(*, activate=True, **parameters):
        values = {'model.path': str(small_model_path), **parameters}
        node = ros.node(AgentNode, parameter_overrides=[
            Parameter(name.replace('__', '.'), value=value) for name, value in values.items()])
        if activate:
            assert node.trigger_configure() == SUCCESS
            assert node.trigger_activate() == SUCCESS
            assert ros.spin_until(lambda: all(
                publisher.get_subscription_count()
                for publisher in (probe.images, probe.hints, probe.points)))
        return node
    return start


def test_a_decision_is_the_engines_and_carries_the_header_of_its_image(
        start, probe, small_model, digits):
    start()
    engine = Engine(small_model, seed=0)
    for k in range(3):
        record = probe.show(k)
        expected = engine.run(digits.images[k], sample=k)
        assert record.label == expected.label == probe.received['label'][-1].data
        assert np.array_equal(probe.received['scores'][-1].data, expected.scores)
        assert record.counts == expected.counts
        assert (record.sample, record.operating_point, record.learned) == (k, 350, False)
        assert 0 < record.engine_latency_s < record.latency_s < 1
    header = probe.received['result'][-1].header
    assert (header.stamp, header.frame_id) == (stamp_from_ns(10**9 + 2), 'eye')


def test_operating_points_are_latched_and_chosen_by_topic(start, probe, small_model, ros):
    start(timesteps=50)
    assert ros.spin_until(lambda: probe.received['operating_points'])
    records = [PointRecord.from_values(record_values(status))
               for status in probe.received['operating_points'][0].status]
    assert records == [PointRecord.of(point) for point in small_model.points]
    assert probe.show(0).timesteps == 50
    probe.points.publish(Int32(data=150))
    assert ros.spin_until(lambda: probe.show(1).operating_point == 150)


def test_an_unknown_operating_point_is_reported_and_not_applied(start, probe):
    start()
    probe.points.publish(Int32(data=77))
    probe.await_health('state', b'\x01', '77')
    assert probe.show(0).operating_point == 350
    probe.points.publish(Int32(data=50))
    probe.await_health('state', b'\x00')
    assert probe.show(0).operating_point == 50


@pytest.mark.parametrize(('change', 'words'), [
    ({'encoding': '16UC1'}, '16UC1'), ({'height': 0, 'data': []}, '8x0'),
    ({'step': 3}, 'step'), ({'data': []}, 'image data')])
def test_an_image_that_cannot_be_used_is_counted_and_the_agent_goes_on(
        start, probe, digits, ros, change, words):
    start()
    message = image_from_grey(digits.images[0], Header())
    for name, value in change.items():
        setattr(message, name, value)
    probe.images.publish(message)
    assert probe.await_health('input', b'\x01', words)['Refused'] == '1'
    assert probe.show(0).sample == 0


def test_images_of_another_size_and_colour_are_converted(start, probe, digits, small_model):
    start()
    engine = Engine(small_model, seed=0)
    large = np.kron(digits.images[0], np.ones((5, 7), np.uint8))
    message = image_from_grey(np.repeat(large, 3, axis=1), Header())
    message.encoding, message.width = 'bgr8', large.shape[1]
    probe.images.publish(message)
    assert probe.ros.spin_until(lambda: probe.received['result'])
    assert probe.record().counts == engine.run(digits.images[0], sample=0).counts


def test_learning_is_switched_by_service_and_taught_by_hints(start, probe, ros):
    agent = start()
    assert not probe.show(0, label='3').learned
    assert probe.await_health('learning', b'\x00')['Hints used'] == '0'
    answer = ros.call(probe.node, SetBool, 'agent/set_learning', SetBool.Request(data=True))
    assert answer.success
    assert agent.get_parameter('learning.enabled').value is True
    assert probe.show(1, label='3').learned
    assert ros.spin_until(
        lambda: probe.await_health('learning', b'\x00')['Hints used'] == '1')
    ros.call(probe.node, SetBool, 'agent/set_learning', SetBool.Request(data=False))
    assert not probe.show(2).learned


def test_what_was_learned_is_saved_by_service_and_forgotten_by_service(
        start, probe, ros, tmp_path, small_model):
    path = tmp_path / 'learned.npz'
    start(learning__enabled=True, learning__state_path=str(path))
    probe.show(0)
    assert ros.call(probe.node, Trigger, 'agent/save', Trigger.Request()).success
    assert not np.array_equal(Model.load(path).weights, small_model.weights)
    assert ros.call(probe.node, Trigger, 'agent/reset', Trigger.Request()).success
    assert ros.call(probe.node, Trigger, 'agent/save', Trigger.Request()).success
    assert np.array_equal(Model.load(path).weights, small_model.weights)


def test_saving_without_a_place_is_refused_with_what_to_do(start, probe, ros):
    start()
    answer = ros.call(probe.node, Trigger, 'agent/save', Trigger.Request())
    assert not answer.success
    assert 'learning.state_path' in answer.message


def test_what_was_learned_is_saved_at_intervals(start, probe, ros, tmp_path):
    path = tmp_path / 'learned.npz'
    start(learning__enabled=True, learning__state_path=str(path), learning__save_interval_s=0.1)
    probe.show(0)
    assert ros.spin_until(path.exists)


@pytest.mark.parametrize('transitions', [
    ['trigger_deactivate'], ['trigger_shutdown'], ['trigger_deactivate', 'trigger_cleanup']])
def test_what_was_learned_is_saved_on_the_way_down(start, probe, tmp_path, transitions):
    path = tmp_path / 'learned.npz'
    node = start(learning__enabled=True, learning__state_path=str(path))
    probe.show(0)
    for transition in transitions:
        assert getattr(node, transition)() == SUCCESS
    assert Model.load(path).provenance['learned_samples'] == 1


def test_a_broken_state_file_is_a_warning_and_the_file_is_kept(start, probe, tmp_path):
    path = tmp_path / 'learned.npz'
    path.write_text('broken')
    start(learning__state_path=str(path))
    probe.await_health('learning', b'\x01', 'unusable-1')
    assert path.with_name('learned.npz.unusable-1').read_text() == 'broken'
    assert probe.show(0).sample == 0


# numpy leaves a file that is no archive open until it is collected
@pytest.mark.filterwarnings('ignore::pytest.PytestUnraisableExceptionWarning')
@pytest.mark.parametrize(('content', 'words'), [
    (None, 'no such file'), (b'', 'not a readable'), (b'PK\x03\x04 nonsense', 'not a readable')])
def test_a_broken_model_is_a_failed_transition_and_a_diagnostic(
        start, probe, tmp_path, small_model_path, content, words):
    path = tmp_path / 'model.npz'
    if content is not None:
        path.write_bytes(content)
    node = start(activate=False, model__path=str(path))
    assert node.trigger_configure() == FAILURE
    probe.await_health('state', b'\x02', words)
    outcome, = node.set_parameters([Parameter('model.path', value=str(small_model_path))])
    assert outcome.successful
    assert node.trigger_configure() == SUCCESS
    probe.await_health('state', b'\x00')


@pytest.mark.parametrize(('parameters', 'words'), [
    ({'model.path': ''}, 'snn-agent train'), ({'timesteps': 77}, '50, 150, 350')])
def test_a_parameter_that_does_not_fit_is_a_failed_transition(start, parameters, words):
    node = start(activate=False, **parameters)
    assert node.trigger_configure() == FAILURE
    assert words in node.fault


def test_a_second_life_after_cleanup(start, probe, ros):
    node = start()
    first = probe.show(0)
    assert node.trigger_deactivate() == SUCCESS
    assert node.trigger_cleanup() == SUCCESS
    probe.await_health('state', b'\x00', 'not configured')
    assert node.trigger_configure() == SUCCESS
    assert node.trigger_activate() == SUCCESS
    assert ros.spin_until(lambda: probe.images.get_subscription_count() == 1)
    again = probe.show(0)
    assert (again.label, again.sample, again.counts) == (first.label, 0, first.counts)


def test_nothing_is_taken_or_published_while_inactive(start, probe, ros, digits):
    node = start()
    assert node.trigger_deactivate() == SUCCESS
    assert ros.spin_until(lambda: probe.images.get_subscription_count() == 0)
    assert node.trigger_activate() == SUCCESS
    assert ros.spin_until(lambda: probe.images.get_subscription_count() == 1)
    assert probe.show(0).sample == 0


def test_the_reliability_of_the_input_may_be_overridden(ros, probe, small_model_path):
    start = Parameter('model.path', value=str(small_model_path))
    reliability = Parameter(
        'qos_overrides./image_raw.subscription.reliability', value='reliable')
    node = ros.node(AgentNode, parameter_overrides=[start, reliability])
    assert node.trigger_configure() == SUCCESS
    assert node.trigger_activate() == SUCCESS
    info, = node.get_subscriptions_info_by_topic('/image_raw')
    assert info.qos_profile.reliability.name == 'RELIABLE'
