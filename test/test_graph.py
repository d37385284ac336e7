# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The graphs: every connection has two ends, names are unique, namespaces hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from snn_agent.graph import agent_graph
from snn_agent.graph import bench_graph
from snn_agent.graph import demo_graph

NODES = Path(__file__).resolve().parents[1] / 'snn_agent' / 'nodes'
OUTPUTS = {'agent': {'result', 'operating_points'}, 'controller': {'operating_point'}}
"""Private topics that other nodes take in."""


def full_name(spec):
    return '/'.join(filter(None, (spec.namespace, spec.name)))


@pytest.mark.parametrize('graph', [agent_graph, demo_graph, bench_graph])
@pytest.mark.parametrize('namespace', ['', 'robot', 'fleet/robot'])
def test_names_are_unique_and_executables_exist(graph, namespace):
    specs = graph(namespace)
    names = [full_name(spec) for spec in specs]
    assert len(set(names)) == len(names)
    for spec in specs:
        assert (NODES / f'{spec.executable}.py').exists()
        assert f'/{spec.namespace}/'.startswith(f'/{namespace}/' if namespace else '/')


@pytest.mark.parametrize('graph', [agent_graph, demo_graph, bench_graph])
@pytest.mark.parametrize('namespace', ['', 'robot'])
def test_every_connection_ends_at_an_output_or_a_sensor(graph, namespace):
    specs = graph(namespace)
    names = {full_name(spec): spec for spec in specs}
    root = f'/{namespace}' if namespace else ''
    for spec in specs:
        for _, target in spec.remappings:
            if target.startswith('/'):
                assert target in {f'{root}/{topic}' for topic in (
                    'image_raw', 'label_hint', 'battery_state')}
                continue
            node, topic = target.split('/')
            source = '/'.join(filter(None, (spec.namespace, node)))
            is_comparison = spec.namespace.endswith('fixed')
            assert source in names or is_comparison
            assert topic in OUTPUTS[node]


def test_the_comparison_has_no_controller_and_the_same_sensors():
    fixed = [spec for spec in demo_graph('robot') if spec.namespace == 'robot/fixed']
    assert [spec.name for spec in fixed] == ['agent', 'telemetry']
    agent, telemetry = (dict(spec.remappings) for spec in fixed)
    assert agent == {'image_raw': '/robot/image_raw', 'label_hint': '/robot/label_hint'}
    assert telemetry == {'result': 'agent/result', 'label_hint': '/robot/label_hint',
                         'battery_state': '/robot/battery_state'}


def test_the_comparison_inherits_parameters_unless_it_has_its_own():
    specs = demo_graph(parameters={
        'agent': {'model.path': 'm.npz', 'learning.enabled': True},
        'fixed/agent': {'learning.enabled': False}, 'telemetry': {'window_s': 5.0}})
    parameters = {full_name(spec): spec.parameters for spec in specs}
    assert parameters['agent'] == {'model.path': 'm.npz', 'learning.enabled': True}
    assert parameters['fixed/agent'] == {'model.path': 'm.npz', 'learning.enabled': False}
    assert parameters['fixed/telemetry'] == parameters['telemetry'] == {'window_s': 5.0}
    assert parameters['controller'] == {}
