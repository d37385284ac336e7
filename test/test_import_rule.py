# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Every room looks only at the rooms it may look at, and only the nodes know ROS."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
import re

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / 'snn_agent'

# Room -> the rooms it may import, itself aside. Rooms are folders, or single files here.
MAY_IMPORT: dict[str, set[str]] = {
    'errors': set(),
    'compiled': set(),
    'files': set(),
    'graph': set(),
    'encoding': {'errors', 'compiled'},
    'engine': {'errors', 'compiled', 'files', 'encoding'},
    'training': {'errors', 'encoding', 'engine', 'datasets'},
    'energy': {'errors', 'encoding', 'engine', 'datasets'},
    'timestep': {
        'errors', 'files', 'version', 'encoding', 'engine', 'training', 'energy', 'datasets'},
    'control': {'errors', 'encoding', 'engine', 'energy'},
    'datasets': {'errors'},
}
LIBRARY = {*MAY_IMPORT, 'version'}
MAY_IMPORT |= {
    'monitor': LIBRARY,
    'nodes': LIBRARY | {'monitor'},
    'cli': LIBRARY | {'monitor', 'nodes'},
    '__main__': {'cli'},
    'version': set(),
}

ROS = re.compile(
    r'rclpy|launch|launch_ros|ament_index_python|\w+_interfaces|std_srvs|\w+_msgs')

# Heavy packages -> the only rooms that may import them.
ONLY_IN = {
    'torch': {'training'}, 'sklearn': {'datasets'}, 'matplotlib': {'monitor'},
    'distributed': {'timestep'}, 'joblib': {'timestep'}, 'optuna': {'timestep'}}

FILES = sorted(PACKAGE.rglob('*.py'))


def room_of(path: Path) -> str:
    """Return the room a file is in; snn_agent/__init__.py is the room 'version'."""
    first = path.relative_to(PACKAGE).parts[0]
    return 'version' if first == '__init__.py' else first.removesuffix('.py')


def imported_names(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of everything that a syntax tree imports, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f'line {node.lineno}: relative import'
            yield from (f'{node.module}.{alias.name}' for alias in node.names)


def room_of_import(name: str) -> str | None:
    """Return the room that an imported name belongs to, None outside the package."""
    parts = name.split('.')
    if parts[0] != 'snn_agent':
        return None
    exists = len(parts) > 1 and (
        (PACKAGE / parts[1]).is_dir() or (PACKAGE / f'{parts[1]}.py').is_file())
    return parts[1] if exists else 'version'


@pytest.fixture(params=FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def imports(request):
    names = list(imported_names(ast.parse(request.param.read_text(encoding='utf-8'))))
    return room_of(request.param), names


def test_room_is_known_and_looks_only_where_it_may(imports):
    room, names = imports
    assert room in MAY_IMPORT, f'{room} is a new room: say in this table what it may import'
    used = {room_of_import(name) for name in names} - {None, room}
    assert used <= MAY_IMPORT[room]


def test_only_the_nodes_know_ros(imports):
    room, names = imports
    if room != 'nodes':
        assert [name for name in names if ROS.fullmatch(name.split('.')[0])] == []


def test_heavy_packages_stay_in_their_rooms(imports):
    room, names = imports
    for package, rooms in ONLY_IN.items():
        if package in {name.split('.')[0] for name in names}:
            assert room in rooms


@pytest.mark.parametrize('source, found', [
    ('import rclpy', ['rclpy']),
    ('from snn_agent.engine import Model', ['snn_agent.engine.Model']),
    ('def f():\n    from std_msgs.msg import String', ['std_msgs.msg.String']),
    ('if True:\n    import a.b as c, d', ['a.b', 'd']),
])
def test_walk_finds_every_kind_of_import(source, found):
    assert list(imported_names(ast.parse(source))) == found


def test_rooms_of_imports():
    assert room_of_import('numpy.typing') is None
    assert room_of_import('snn_agent.errors.InputError') == 'errors'
    assert room_of_import('snn_agent.engine.counts.OpCounts') == 'engine'
    assert room_of_import('snn_agent.engine') == 'engine'
    assert room_of_import('snn_agent.__version__') == 'version'
