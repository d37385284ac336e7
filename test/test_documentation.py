# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What the documentation says is what the code has."""

from __future__ import annotations

from pathlib import Path
import re
import runpy

import pytest

from snn_agent.cli.main import COMMANDS
from snn_agent.nodes.settings import NODE_SETTINGS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / 'README.md').read_text(encoding='utf-8')


def test_parameter_page_is_up_to_date():
    render = runpy.run_path(str(ROOT / 'tools/parameter_tables'))['render']
    page = (ROOT / 'doc/parameters.md').read_text(encoding='utf-8')
    assert page == render(), 'run tools/parameter_tables'


def test_tables_of_the_studies_are_up_to_date():
    render = runpy.run_path(str(ROOT / 'tools/timesteps_tables'))['render']
    page = (ROOT / 'results/timesteps/README.md').read_text(encoding='utf-8')
    assert page == render(), 'run tools/timesteps_tables'


def test_parameters_in_the_readme_exist():
    table = README.split('## Parameters')[1].split('\n## ')[0]
    rows = re.findall(r'^\| (\w+) \| `([\w.]+)` \|', table, re.MULTILINE)
    assert len(rows) >= 8
    for node, name in rows:
        assert name in {spec.name for spec in NODE_SETTINGS[node].specs().values()}


def test_telemetry_topics_in_the_readme_are_those_of_the_node():
    pytest.importorskip('rclpy')
    from snn_agent.nodes.telemetry_core import QUANTITIES
    table = README.split('## Telemetry')[1].split('\n## ')[0]
    assert set(re.findall(r'^\| `(\w+)` \|', table, re.MULTILINE)) == set(QUANTITIES)


@pytest.mark.parametrize('command', sorted(COMMANDS))
def test_readme_shows_every_command(command):
    assert f'snn-agent {command}' in README


@pytest.mark.parametrize('target', ['demo', 'test', 'lint', 'clean'])
def test_make_targets_in_the_readme_exist(target):
    assert f'make {target}' in README
    assert re.search(rf'^{target}:', (ROOT / 'Makefile').read_text(encoding='utf-8'), re.MULTILINE)


def test_links_lead_to_files():
    links = re.findall(r'\]\(([^)#]+)\)', README)
    local = [link for link in links if not link.startswith(('http:', 'https:'))]
    assert local
    assert [link for link in local if not (ROOT / link).exists()] == []
