# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Run the demonstration: a simulated robot, the agent, and one that never adapts beside it.

The nodes and their connections are those of :func:`snn_agent.graph.demo_graph`. Ends with
Ctrl-C; the camera stops when the battery is empty. ``snn-agent demo`` runs the same graph with
a live view and writes a report.
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

from snn_agent.cli.demo_model import obtain_demo_model
from snn_agent.datasets import default_dataset
from snn_agent.engine import Model
from snn_agent.errors import ConfigurationError
from snn_agent.graph import demo_graph
from snn_agent.graph import NodeSpec

PACKAGE = 'snn_agent'


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
            description='Configure and activate the agents; false leaves it to a manager.'),
        DeclareLaunchArgument(
            'log_level', default_value='info',
            description='Lowest level that is logged: debug, info, warn, error or fatal.'),
        DeclareLaunchArgument(
            'use_respawn', default_value='false',
            description='Start a node again, after 2 s, when it has crashed.'),
        DeclareLaunchArgument(
            'model', default_value='',
            description='Model file; empty takes the model of the demo and trains it first '
                        'where it is not there yet.'),
        DeclareLaunchArgument(
            'dataset', default_value='',
            description='What the camera shows; empty takes mnist if it is found, else digits.'),
        DeclareLaunchArgument(
            'acceleration', default_value='100.0',
            description='How many times faster than time the battery drains; 100 empties it in '
                        'about two minutes.'),
        OpaqueFunction(function=_nodes),
    ])


def _nodes(context: LaunchContext) -> list[Node]:
    """Return an action for every node of the graph; the model is trained first if needed."""
    dataset = LaunchConfiguration('dataset').perform(context) or default_dataset()
    acceleration = _acceleration(context)
    model = LaunchConfiguration('model').perform(context) or str(obtain_demo_model(dataset, 0))
    Model.load(model)
    specs = demo_graph(LaunchConfiguration('namespace').perform(context), {
        'agent': {
            'autostart': _is_true(context, 'autostart'), 'model.path': model,
            'learning.enabled': True},
        'robot_sim': {'dataset': dataset, 'battery.acceleration': acceleration},
    })
    return [_node(context, spec) for spec in specs]


def _acceleration(context: LaunchContext) -> float:
    text = LaunchConfiguration('acceleration').perform(context)
    try:
        return float(text)
    except ValueError as error:
        raise ConfigurationError('acceleration', text, 'a number, for example 100.0') from error


def _node(context: LaunchContext, spec: NodeSpec) -> Node:
    return Node(
        package=PACKAGE,
        executable=spec.executable,
        name=spec.name,
        namespace=spec.namespace,
        remappings=list(spec.remappings),
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
