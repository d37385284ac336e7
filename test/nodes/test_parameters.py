# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Declared parameters: descriptors, and changes that are refused with their reason."""

from __future__ import annotations

import pytest

pytest.importorskip('rclpy')

from rclpy.exceptions import InvalidParameterTypeException
from rclpy.exceptions import InvalidParameterValueException
from rclpy.node import Node
from rclpy.parameter import Parameter

from snn_agent.nodes.parameters import declare
from snn_agent.nodes.parameters import descriptor
from snn_agent.nodes.parameters import read
from snn_agent.nodes.parameters import watch
from snn_agent.nodes.settings import AgentSettings
from snn_agent.nodes.settings import NODE_SETTINGS

ALL_SPECS = [spec for settings in NODE_SETTINGS.values() for spec in settings.specs().values()]


@pytest.fixture
def node(ros):
    node = ros.node(Node, 'probe')
    declare(node, AgentSettings)
    return node


def change(node, name, value):
    outcome, = node.set_parameters([Parameter(name, value=value)])
    return outcome


@pytest.mark.parametrize('spec', ALL_SPECS, ids=lambda spec: spec.name)
def test_descriptors_are_complete_and_continuous(spec):
    described = descriptor(spec)
    assert described.description
    ranges = [*described.floating_point_range, *described.integer_range]
    assert len(ranges) == (spec.bounds is not None)
    if described.floating_point_range:
        assert ranges[0].step == 0.0
    if spec.bounds is not None:
        assert (ranges[0].from_value, ranges[0].to_value) == spec.bounds
        assert spec.limits in described.additional_constraints


def test_what_was_declared_is_read_back(node):
    assert read(node, AgentSettings) == AgentSettings()


def test_a_read_only_parameter_is_set_at_the_start_only(ros):
    node = ros.node(Node, 'probe', parameter_overrides=[Parameter('autostart', value=True)])
    declare(node, AgentSettings)
    assert read(node, AgentSettings).autostart
    assert 'read-only' in change(node, 'autostart', False).reason


@pytest.mark.parametrize(('name', 'value', 'error', 'words'), [
    ('learning.save_interval_s', -1.0, InvalidParameterValueException, ('-1.0', '0.1')),
    ('timesteps', 10_001, InvalidParameterValueException, ('10001', '10000')),
    ('learning.save_interval_s', 1, InvalidParameterTypeException, ('INTEGER', 'DOUBLE')),
])
def test_a_wrong_value_at_the_start_names_value_and_limit(ros, name, value, error, words):
    node = ros.node(Node, 'probe', parameter_overrides=[Parameter(name, value=value)])
    with pytest.raises(error) as caught:
        declare(node, AgentSettings)
    assert all(word in str(caught.value) for word in (name, *words))


def test_changes_are_refused_with_a_reason_or_applied(node):
    applied, configured = [], [False]
    watch(node, AgentSettings, applied.append, lambda: configured[0])
    assert change(node, 'model.path', '/some/file').successful
    configured[0] = True
    refused = change(node, 'model.path', '/other/file')
    assert not refused.successful
    assert 'while unconfigured' in refused.reason
    assert change(node, 'learning.enabled', True).successful
    wrong = change(node, 'learning.enabled', 'yes')
    assert not wrong.successful
    assert applied == [{'model.path': '/some/file'}, {'learning.enabled': True}]
    assert node.get_parameter('model.path').value == '/some/file'


def test_other_parameters_of_the_node_are_not_watched(node):
    watch(node, AgentSettings, pytest.fail, lambda: True)
    node.declare_parameter('other', 1)
    assert change(node, 'other', 2).successful
