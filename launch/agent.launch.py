# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Bring up the agent on a robot: agent, controller and telemetry.

The nodes and their connections are those of :func:`snn_agent.graph.agent_graph`.
"""

from launch import LaunchContext
from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument
from launch.actions import OpaqueFunction
from launch.conditions import evaluate_condition_expression
from launch.substitutions import LaunchConfiguration
from launch.substitutions import PathJoinSubstitution
from launch_ros.actions import Node
from launch_ros.parameter_descriptions import ParameterFile
from launch_ros.substitutions import FindPackageShare

from snn_agent.graph import agent_graph
from snn_agent.graph import NodeSpec

PACKAGE = 'snn_agent'
INPUTS = {'image_topic': 'image_raw', 'hint_topic': 'label_hint', 'battery_topic': 'battery_state'}
"""Launch argument -> topic of the nodes."""


def generate_launch_description() -> LaunchDescription:
    """Declare the arguments; the nodes are made when their values are known."""
    return LaunchDescription([
        DeclareLaunchArgument(
            'namespace', default_value='', description='Namespace of all nodes.'),
        DeclareLaunchArgument(
            'use_sim_time', default_value='false', description='Take the time from /clock.'),
        DeclareLaunchArgument(
            'params_file',
            default_value=PathJoinSubstitution(
                [FindPackageShare(PACKAGE), 'config', 'snn_agent.yaml']),
            description='File with the parameters of all nodes.'),
        DeclareLaunchArgument(
            'autostart', default_value='true',
            description='Configure and activate the agent; false leaves it to a manager.'),
        DeclareLaunchArgument(
            'log_level', default_value='info',
            description='Lowest level that is logged: debug, info, warn, error or fatal.'),
        DeclareLaunchArgument(
            'use_respawn', default_value='false',
            description='Start a node again, after 2 s, when it has crashed.'),
        DeclareLaunchArgument(
            'model', default_value='',
            description="Model file, made by 'snn-agent train' and 'snn-agent explore'; empty "
                        'takes model.path of the parameter file.'),
        *(DeclareLaunchArgument(
            argument, default_value=topic, description=f'Topic that is taken as {topic}.')
          for argument, topic in INPUTS.items()),
        OpaqueFunction(function=_nodes),
    ])


def _nodes(context: LaunchContext) -> list[Node]:
    """Return an action for every node of the graph."""
    agent = {'autostart': _is_true(context, 'autostart')}
    model = LaunchConfiguration('model').perform(context)
    if model:
        agent['model.path'] = model
    namespace = LaunchConfiguration('namespace').perform(context)
    return [_node(context, spec) for spec in agent_graph(namespace, {'agent': agent})]


def _node(context: LaunchContext, spec: NodeSpec) -> Node:
    inputs = [(topic, LaunchConfiguration(argument)) for argument, topic in INPUTS.items()]
    return Node(
        package=PACKAGE,
        executable=spec.executable,
        name=spec.name,
        namespace=spec.namespace,
        remappings=[*spec.remappings, *inputs],
        parameters=[
            ParameterFile(LaunchConfiguration('params_file'), allow_substs=True),
            {**spec.parameters, 'use_sim_time': _is_true(context, 'use_sim_time')}],
        arguments=['--ros-args', '--log-level', LaunchConfiguration('log_level')],
        respawn=_is_true(context, 'use_respawn'),
        respawn_delay=2.0,
        output='screen',
        emulate_tty=True)


def _is_true(context: LaunchContext, argument: str) -> bool:
    return evaluate_condition_expression(context, [LaunchConfiguration(argument)])
