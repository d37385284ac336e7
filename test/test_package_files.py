# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""package.xml, setup.py, CHANGELOG.rst and the code say the same."""

from __future__ import annotations

import ast
from pathlib import Path
import re
from xml.etree import ElementTree

from snn_agent import __version__

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = ElementTree.parse(ROOT / 'package.xml').getroot()

# What the code imports -> what package.xml calls it (a ROS package or a rosdep key).
ROSDEP_KEYS = {
    'cv2': 'python3-opencv',
    'matplotlib': 'python3-matplotlib',
    'numba': 'python3-numba',
    'numpy': 'python3-numpy',
    'rich': 'python3-rich',
    'sklearn': 'python3-sklearn',
    'yaml': 'python3-yaml',
}
ROS_PACKAGES = re.compile(
    r'builtin_interfaces|rclpy|launch|launch_ros|rcl_interfaces|std_srvs|\w+_msgs')


def setup_call() -> dict[str, ast.expr]:
    """Return the keywords of the call of setup()."""
    tree = ast.parse((ROOT / 'setup.py').read_text(encoding='utf-8'))
    call = next(
        node for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'setup')
    return {keyword.arg: keyword.value for keyword in call.keywords}


def imported_packages() -> set[str]:
    """Return the first part of every import in the package and the launch files."""
    found = set()
    for folder in ('snn_agent', 'launch'):
        for path in (ROOT / folder).rglob('*.py'):
            for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split('.')[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    found.add(node.module.split('.')[0])
    return found


def test_versions_agree():
    changelog = (ROOT / 'CHANGELOG.rst').read_text(encoding='utf-8')
    newest = re.search(r'^(\d+\.\d+\.\d+) \(\d{4}-\d\d-\d\d\)\n-+$', changelog, re.MULTILINE)
    assert MANIFEST.findtext('version') == __version__
    assert ast.literal_eval(setup_call()['version']) == __version__
    assert newest.group(1) == __version__


def test_manifest_is_format_3_and_complete():
    assert MANIFEST.get('format') == '3'
    assert MANIFEST.findtext('name') == 'snn_agent'
    assert MANIFEST.find('maintainer').get('email')
    assert MANIFEST.find('license').get('file') == 'LICENSE'
    assert MANIFEST.findtext('license') == 'Apache-2.0'
    assert MANIFEST.findtext('export/build_type') == 'ament_python'


def test_manifest_and_setup_have_the_same_description():
    description = ast.literal_eval(setup_call()['description'])
    assert MANIFEST.findtext('description').rstrip('.') == description


def test_every_import_is_a_dependency_and_every_dependency_is_imported():
    names = imported_packages()
    needed = {ROSDEP_KEYS[name] for name in names & ROSDEP_KEYS.keys()}
    needed |= {name for name in names if ROS_PACKAGES.fullmatch(name)}
    optional = {'vision_msgs'}      # looked up by name where it is installed
    declared = {depend.text for depend in MANIFEST.findall('exec_depend')}
    assert declared - optional == needed - optional


def test_licence_is_apache_2():
    text = (ROOT / 'LICENSE').read_text(encoding='utf-8')
    assert 'Apache License' in text and 'Version 2.0, January 2004' in text
    assert len(text) > 11_000


def test_every_node_has_an_executable_that_starts_it():
    modules = {path.stem for path in (ROOT / 'snn_agent/nodes').glob('*_node.py')}
    scripts = {path.name: path.read_text(encoding='utf-8')
               for path in (ROOT / 'scripts').iterdir()}
    assert set(scripts) == modules
    for name, text in scripts.items():
        assert f'from snn_agent.nodes.{name} import main' in text


def test_top_level_config_is_the_packages():
    assert (ROOT / 'config').resolve() == ROOT / 'snn_agent/config'


def test_resource_marker_is_empty():
    assert (ROOT / 'resource/snn_agent').read_bytes() == b''


def test_constraints_pin_one_version_each():
    lines = [
        line for line in (ROOT / 'constraints.txt').read_text(encoding='utf-8').splitlines()
        if not line.startswith('#')]
    assert len(lines) > 50
    for line in lines:
        assert re.fullmatch(r'[a-z0-9._-]+==\S+( ; .+)?', line), line
