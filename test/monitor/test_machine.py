# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The machine is named where it can be, and never wrongly."""

from __future__ import annotations

import platform

from snn_agent.monitor import machine
from snn_agent.monitor.machine import machine_facts


def test_facts_of_this_machine():
    facts = machine_facts()
    assert facts['python'] == platform.python_version()
    assert facts['cores'] >= 1
    assert facts['processor']


def test_processor_is_read_from_the_list(tmp_path, monkeypatch):
    path = tmp_path / 'cpuinfo'
    path.write_text('processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\nprocessor\t: 1\n')
    monkeypatch.setattr(machine, '_CPU_INFO', path)
    assert machine_facts()['processor'] == 'Some CPU @ 3 GHz'


def test_machine_without_the_list_gives_its_architecture(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, '_CPU_INFO', tmp_path / 'none')
    assert machine_facts()['processor'] == platform.machine()
