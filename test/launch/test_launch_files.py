# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The launch files: what can be known of them without the launch package.

Where launch_ros is installed they are executed as well.
"""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / 'launch').glob('*.launch.py'))
ARGUMENTS = {'namespace', 'use_sim_time', 'params_file', 'autostart', 'log_level', 'use_respawn'}
"""What every launch file of Nav2 takes too."""


def declared(path):
    """Return the descriptions of the literal launch arguments of a file by name."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding='utf-8')))
             if isinstance(node, ast.Call)
             and getattr(node.func, 'id', '') == 'DeclareLaunchArgument']
    return {call.args[0].value: {keyword.arg: keyword.value for keyword in call.keywords}
            for call in calls if isinstance(call.args[0], ast.Constant)}


def used(path):
    """Return the names of the launch configurations that a file reads."""
    tree = ast.parse(path.read_text(encoding='utf-8'))
    return {node.args[-1].value for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and getattr(node.func, 'id', '') in ('LaunchConfiguration', '_is_true')
            and isinstance(node.args[-1], ast.Constant)}


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem.replace('.', '_'), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_both_files_are_there():
    assert [path.name for path in FILES] == ['agent.launch.py', 'demo.launch.py']


@pytest.mark.parametrize('path', FILES, ids=lambda path: path.name)
def test_it_compiles_and_has_the_entry_point(path):
    code = compile(path.read_text(encoding='utf-8'), str(path), 'exec')
    assert 'generate_launch_description' in code.co_names


@pytest.mark.parametrize('path', FILES, ids=lambda path: path.name)
def test_every_argument_has_a_default_and_a_description(path):
    arguments = declared(path)
    assert set(arguments) >= ARGUMENTS
    for name, keywords in arguments.items():
        assert set(keywords) == {'default_value', 'description'}, name
        assert ast.literal_eval(keywords['description']).endswith('.'), name


@pytest.mark.parametrize('path', FILES, ids=lambda path: path.name)
def test_every_argument_is_used_and_every_used_one_declared(path):
    assert used(path) == set(declared(path))


@pytest.mark.parametrize('path', FILES, ids=lambda path: path.name)
def test_the_nodes_come_from_the_graph(path):
    text = path.read_text(encoding='utf-8')
    assert 'from snn_agent.graph import' in text
    assert "_node'" not in text, 'executables are named in snn_agent/graph.py only'


@pytest.mark.parametrize('path', FILES, ids=lambda path: path.name)
def test_the_parameter_file_is_installed_where_it_is_looked_for(path):
    assert "'config', 'snn_agent.yaml'" in path.read_text(encoding='utf-8')
    assert (ROOT / 'config' / 'snn_agent.yaml').exists()


@pytest.mark.parametrize('path', FILES, ids=lambda path: path.name)
def test_it_describes_its_nodes_to_launch(path, small_model_path, monkeypatch):
    pytest.importorskip('launch_ros', reason='the launch package comes with a ROS distribution')
    from launch import LaunchContext
    context = LaunchContext()
    context.launch_configurations.update({
        'namespace': 'robot', 'use_sim_time': 'false', 'params_file': 'p.yaml',
        'autostart': 'true', 'log_level': 'info', 'use_respawn': 'false', 'dataset': 'digits',
        'acceleration': '10.0', 'model': str(small_model_path), 'image_topic': 'image_raw',
        'hint_topic': 'label_hint', 'battery_topic': 'battery_state'})
    module = load(path)
    assert module.generate_launch_description().entities
    assert len(module._nodes(context)) in (3, 6)
