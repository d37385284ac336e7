# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Which nodes make up a running system, with which parameters and connections: plain data.

The launch files turn this into launch actions, ``snn-agent demo`` and the tests into processes.
A node's topics are relative to its namespace; the remappings here are the whole wiring.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

__all__ = ['NodeSpec', 'agent_graph', 'bench_graph', 'demo_graph']

Value = bool | int | float | str
Parameters = Mapping[str, Mapping[str, Value]]

FIXED = 'fixed'
"""Sub-namespace of the demo's comparison: the same agent with its timesteps left at full."""


@dataclass(frozen=True, slots=True)
class NodeSpec:
    """
    Describe one node of a graph.

    :param executable: name of the executable, ``snn_agent.nodes.<executable>`` is its module.
    :param name: name of the node.
    :param namespace: its namespace without the leading slash; empty for the root.
    :param parameters: values by dotted parameter name; all others keep their defaults.
    :param remappings: (name in the node, name in the graph), relative to the namespace unless
        the second starts with a slash.
    """

    executable: str
    name: str
    namespace: str = ''
    parameters: Mapping[str, Value] = field(default_factory=dict)
    remappings: tuple[tuple[str, str], ...] = ()


def agent_graph(namespace: str = '', parameters: Parameters | None = None) -> tuple[NodeSpec, ...]:
    """
    Return the nodes that a robot runs: agent, controller and telemetry.

    Inputs are ``image_raw``, ``label_hint`` and ``battery_state`` in the namespace.

    :param namespace: namespace of all nodes, without slashes at its ends.
    :param parameters: values by node name (``agent``, ``controller``, ``telemetry``) and
        parameter name.
    """
    values = parameters or {}
    return (
        _node('agent', namespace, values, ('operating_point', 'controller/operating_point')),
        _node('controller', namespace, values, ('operating_points', 'agent/operating_points')),
        _node('telemetry', namespace, values, ('result', 'agent/result')),
    )


def demo_graph(namespace: str = '', parameters: Parameters | None = None) -> tuple[NodeSpec, ...]:
    """
    Return the robot's nodes, a simulated robot and a comparison that never adapts.

    The comparison is an agent and a telemetry node in the sub-namespace ``fixed``; it sees the
    same images and hints, has no controller, and so stays at the timesteps it starts with.

    :param namespace: namespace of all nodes, without slashes at its ends.
    :param parameters: values by node name; ``fixed/agent`` and ``fixed/telemetry`` are the
        comparison's, with the values of ``agent`` and ``telemetry`` where they say nothing.
    """
    values = dict(parameters or {})
    inner = f'{namespace}/{FIXED}' if namespace else FIXED
    root = f'/{namespace}' if namespace else ''
    fixed = {name: {**values.get(name, {}), **values.get(f'{FIXED}/{name}', {})}
             for name in ('agent', 'telemetry')}
    sensors = tuple((topic, f'{root}/{topic}') for topic in ('image_raw', 'label_hint'))
    return (
        *agent_graph(namespace, values),
        _node('robot_sim', namespace, values),
        _node('agent', inner, fixed, *sensors),
        _node('telemetry', inner, fixed, ('result', 'agent/result'), *sensors[1:],
              ('battery_state', f'{root}/battery_state')),
    )


def bench_graph(namespace: str = '', parameters: Parameters | None = None) -> tuple[NodeSpec, ...]:
    """
    Return an agent and the probe that measures its latency.

    :param namespace: namespace of both nodes, without slashes at its ends.
    :param parameters: values by node name (``agent``, ``latency_probe``) and parameter name.
    """
    values = parameters or {}
    return (
        _node('agent', namespace, values),
        _node('latency_probe', namespace, values, ('result', 'agent/result')),
    )


def _node(
    name: str, namespace: str, parameters: Parameters, *remappings: tuple[str, str]
) -> NodeSpec:
    return NodeSpec(
        f'{name}_node', name, namespace.strip('/'), dict(parameters.get(name, {})), remappings)
